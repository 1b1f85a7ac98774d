import { EDGE_FRAMES, edgeGain, MIX_RATE_HZ } from '../../../core/mix-graph';
import type { MixTrack } from './mix-data';

/** The stems are 32-bit float WAV with the plain header. */
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 4;

const toFrames = (seconds: number): number => Math.round(seconds * MIX_RATE_HZ);

const readFrames = async (stem: Blob, channels: number, from: number, to: number): Promise<Float32Array> => {
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const slice = stem.slice(HEADER_BYTES + from * frameBytes, HEADER_BYTES + to * frameBytes);
  const bytes = await slice.arrayBuffer();
  return new Float32Array(bytes, 0, Math.floor(bytes.byteLength / BYTES_PER_SAMPLE));
};

const place = (
  target: readonly Float32Array[],
  samples: Float32Array,
  at: number,
  edge: [number, number],
): void => {
  const channels = target.length;
  const [pass, passFrames] = edge;
  for (let n = 0; n * channels < samples.length; n++) {
    const frame = pass + n;
    const nearEdge = frame < EDGE_FRAMES || frame > passFrames - EDGE_FRAMES;
    const gain = nearEdge ? edgeGain(frame, passFrames) : 1;
    for (let c = 0; c < channels; c++) target[c]![at + n] = gain * samples[n * channels + c]!;
  }
};

/** Frames `[from, from + count)` of the mix as one track sounds in them: placed, cut, repeated; planar. */
export const readStemWindow = async (
  stem: Blob,
  track: MixTrack,
  from: number,
  count: number,
): Promise<Float32Array<ArrayBuffer>[]> => {
  const start = toFrames(track.startSeconds);
  const end = toFrames(track.endSeconds);
  const skip = toFrames(track.skipSeconds);
  const passFrames = toFrames(track.passSeconds);
  const target = Array.from({ length: track.channels }, () => new Float32Array(count));
  let frame = Math.max(from, start);
  while (passFrames > 0 && frame < Math.min(from + count, end)) {
    const inPass = (frame - start) % passFrames;
    const length = Math.min(from + count - frame, end - frame, passFrames - inPass);
    const samples = await readFrames(stem, track.channels, skip + inPass, skip + inPass + length);
    place(target, samples, frame - from, [inPass, passFrames]);
    frame += length;
  }
  return target;
};
