import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { Scratch, ScratchFile } from '../../core/scratch';

/**
 * A decoded track on disk as 32-bit float WAV: later passes and the page's preview read slices of it instead of
 * decoding again.
 */
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 4;
const FORMAT_IEEE_FLOAT = 3;

/** Decoded tracks of one job may take this much disk together; beyond it a track is decoded again instead. */
export const STEM_BUDGET_BYTES = 1 << 30;

export const stemBytes = (durationSeconds: number, channels: number): number =>
  Math.ceil(durationSeconds * MIX_RATE_HZ) * channels * BYTES_PER_SAMPLE;

const wavHeader = (frames: number, channels: number): Uint8Array<ArrayBuffer> => {
  const dataBytes = frames * channels * BYTES_PER_SAMPLE;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, word: string) =>
    [...word].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_IEEE_FLOAT, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, MIX_RATE_HZ, true);
  view.setUint32(28, MIX_RATE_HZ * channels * BYTES_PER_SAMPLE, true);
  view.setUint16(32, channels * BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
};

const interleave = (block: readonly Float32Array[]): Uint8Array<ArrayBuffer> => {
  const channels = block.length;
  const frames = block[0]?.length ?? 0;
  const samples = new Float32Array(frames * channels);
  for (let c = 0; c < channels; c++) {
    const channel = block[c]!;
    for (let n = 0; n < frames; n++) samples[n * channels + c] = channel[n]!;
  }
  return new Uint8Array(samples.buffer);
};

export interface StemWriter {
  add(block: readonly Float32Array[]): Promise<void>;
  finish(): Promise<File>;
  abandon(): Promise<void>;
}

export const createStemWriter = async (
  scratch: Scratch,
  name: string,
  channels: number,
): Promise<StemWriter> => {
  const target: ScratchFile = await scratch.createFile(name);
  const writer = (await target.openWritable()).getWriter();
  let frames = 0;
  return {
    add: async (block) => {
      const position = HEADER_BYTES + frames * channels * BYTES_PER_SAMPLE;
      frames += block[0]?.length ?? 0;
      await writer.write({ type: 'write', position, data: interleave(block) });
    },
    finish: async () => {
      await writer.write({ type: 'write', position: 0, data: wavHeader(frames, channels) });
      await writer.close();
      return target.getFile();
    },
    abandon: async () => {
      await writer.abort().catch(() => undefined);
      await target.remove().catch(() => undefined);
    },
  };
};

const deinterleave = (samples: Float32Array, channels: number): Float32Array<ArrayBuffer>[] =>
  Array.from({ length: channels }, (_, c) => {
    const channel = new Float32Array(samples.length / channels);
    for (let n = 0; n < channel.length; n++) channel[n] = samples[n * channels + c]!;
    return channel;
  });

/** Planar blocks of one second from a stem, starting at a frame. The next block is read while the caller works on this one. */
export async function* readStem(
  file: Blob,
  channels: number,
  fromFrame: number,
): AsyncGenerator<readonly Float32Array<ArrayBuffer>[], void> {
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const blockBytes = MIX_RATE_HZ * frameBytes;
  const readFrom = (at: number) => {
    const bytes = at < file.size ? file.slice(at, at + blockBytes).arrayBuffer() : null;
    // A failed read is told when its turn comes; nobody may be left to hear it.
    bytes?.catch(() => undefined);
    return bytes;
  };
  let at = HEADER_BYTES + fromFrame * frameBytes;
  let ahead = readFrom(at);
  while (ahead) {
    const bytes = await ahead;
    ahead = readFrom((at += blockBytes));
    yield deinterleave(new Float32Array(bytes), channels);
  }
}
