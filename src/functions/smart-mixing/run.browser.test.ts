import { expect, test } from 'vitest';
import type { RunContext } from '../../core/media-function';
import { MIX_RATE_HZ } from '../../core/mix-graph';
import { openMedia } from '../../media/open-media';
import { createMemoryFile } from '../../worker/memory-scratch';
import { smartMixing } from './definition';
import { createMixMeter } from './master';
import { run } from './run';

/** 16-bit WAV from planar samples. */
const wavFile = (name: string, channels: readonly Float32Array[], sampleRateHz: number): File => {
  const frames = channels[0]!.length;
  const view = new DataView(new ArrayBuffer(44 + frames * channels.length * 2));
  const text = (at: number, word: string) =>
    [...word].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels.length * 2, true);
  view.setUint16(32, channels.length * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, frames * channels.length * 2, true);
  for (let n = 0; n < frames; n++) {
    channels.forEach((channel, c) =>
      view.setInt16(44 + (n * channels.length + c) * 2, Math.round(channel[n]! * 32_000), true),
    );
  }
  return new File([view.buffer], name, { type: 'audio/wav' });
};

/** Chords under a beat: steady, tonal, with bass. */
const makeMusic = (seconds: number, sampleRateHz: number): Float32Array =>
  Float32Array.from({ length: seconds * sampleRateHz }, (_, n) => {
    const t = n / sampleRateHz;
    const chord = [220, 277, 330, 55].reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0);
    return 0.1 * chord * (0.7 + 0.3 * Math.exp(-8 * (t % 0.5)));
  });

/** Syllables: a buzzing pulse train through two moving formants, four a second, in phrases with pauses. */
const makeTalk = (seconds: number, sampleRateHz: number): Float32Array =>
  Float32Array.from({ length: seconds * sampleRateHz }, (_, n) => {
    const t = n / sampleRateHz;
    if (t % 8 > 4) return 0;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * t)) ** 2;
    let sum = 0;
    for (let h = 1; h < 30; h++) {
      const hz = 120 * h;
      const formants = [500 + 200 * Math.sin(t * 5), 1500 + 500 * Math.cos(t * 3)];
      const weight = formants.reduce((w, f) => w + Math.exp(-(((hz - f) / 150) ** 2)), 0.02);
      sum += weight * Math.sin(2 * Math.PI * hz * t);
    }
    return 0.08 * syllable * sum;
  });

const context = (): RunContext<string> & { readonly lines: string[] } => {
  const lines: string[] = [];
  return {
    signal: new AbortController().signal,
    progress: () => undefined,
    log: (message) => void lines.push(message),
    scratch: { createFile: async (name) => createMemoryFile(name) },
    backend: 'auto',
    lines,
  };
};

interface MixResult {
  readonly tracks: readonly { role: string; lufs: number; gainDb: number }[];
  readonly mix: { lufs: number; truePeakDb: number; lra: number; duckedSeconds: number };
}

const mix = async (files: readonly File[], params: Record<string, unknown>) => {
  const outcome = await run({ source: files }, smartMixing.params.parse(params), context());
  const result = outcome.result as unknown as MixResult;
  return { ...outcome, result, file: outcome.outputs[0]!.blob as File };
};

/** Decodes a file the product wrote, as stereo at the mix rate. */
const decode = async (file: File) => {
  using source = await openMedia(file, { ...context(), need: 'audio' });
  const meter = createMixMeter();
  const left: number[] = [];
  for await (const block of source.pcm({ sampleRateHz: MIX_RATE_HZ, channels: 2 })) {
    meter.add(block.channels);
    for (const sample of block.channels[0]!) left.push(sample);
  }
  return { ...meter.finish(), left };
};

const music = () => wavFile('music.wav', [makeMusic(16, 44_100), makeMusic(16, 44_100)], 44_100);
const talk = () => wavFile('talk.wav', [makeTalk(16, 16_000)], 16_000);

test('voice over music reads its target in every format, under the ceiling, as long as the longest track', async () => {
  for (const Format of ['wav', 'flac', 'mp3', 'm4a', 'opus']) {
    const { result, file, outputs } = await mix([music(), talk()], {
      Format,
      Tracks: [{}, { role: 'voice' }],
    });
    const heard = await decode(file);
    expect(outputs[0]!.fileName).toBe(`music.mix.${Format}`);
    expect(Math.abs(heard.lufs + 16), Format).toBeLessThanOrEqual(0.3);
    expect(heard.truePeakDb, Format).toBeLessThanOrEqual(-1);
    expect(Math.abs(heard.left.length / MIX_RATE_HZ - 16), Format).toBeLessThan(0.1);
    expect(result.mix.lufs).toBeCloseTo(heard.lufs, 0);
    expect(result.tracks.map(({ role }) => role)).toEqual(['music', 'voice']);
  }
});

test('the same inputs give the same bytes twice', async () => {
  const once = await mix([music(), talk()], {});
  const twice = await mix([music(), talk()], {});
  expect(new Uint8Array(await once.file.arrayBuffer())).toEqual(
    new Uint8Array(await twice.file.arrayBuffer()),
  );
});

test('silent inputs give a silent mix with the reason, and one frame of sound does not break it', async () => {
  const silence = wavFile('silence.wav', [new Float32Array(8000)], 8000);
  const click = wavFile('click.wav', [Float32Array.of(0.5)], 8000);
  const silent = await mix([silence, silence], {});
  expect(silent.result).toMatchObject({ reason: 'silent', mix: { lufs: null } });
  expect((await mix([silence, click], {})).outputs[0]!.blob.size).toBeGreaterThan(44);
});
