import { expect, test } from 'vitest';
import { readMixData, type TrackEdit } from '../../app/results/smart-mixing/mix-data';
import { createPreviewGraph } from '../../app/results/smart-mixing/preview-graph';
import { readStemWindow } from '../../app/results/smart-mixing/read-stem';
import type { OutputFile, RunContext } from '../../core/media-function';
import { MIX_RATE_HZ } from '../../core/mix-graph';
import { openMedia } from '../../media/open-media';
import { createMemoryFile } from '../../worker/memory-scratch';
import { smartMixing } from './definition';
import { run } from './run';

const SECONDS = 10;

/** 16-bit mono WAV. */
const wavFile = (name: string, at: (seconds: number) => number): File => {
  const frames = SECONDS * MIX_RATE_HZ;
  const view = new DataView(new ArrayBuffer(44 + frames * 2));
  const text = (from: number, word: string) =>
    [...word].forEach((c, i) => view.setUint8(from + i, c.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, MIX_RATE_HZ, true);
  view.setUint32(28, MIX_RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, frames * 2, true);
  for (let n = 0; n < frames; n++) view.setInt16(44 + n * 2, 32_000 * at(n / MIX_RATE_HZ), true);
  return new File([view.buffer], name, { type: 'audio/wav' });
};

const tone = (hz: number) => (seconds: number) => Math.sin(2 * Math.PI * hz * seconds);
const files = [
  wavFile('low.wav', (t) => 0.3 * tone(180)(t) * (0.6 + 0.4 * tone(1.3)(t)) + 0.1 * tone(2300)(t)),
  wavFile('high.wav', (t) => 0.2 * tone(900)(t) * (0.5 + 0.5 * tone(0.4)(t))),
];
const plain: TrackEdit = { role: 'music', gainDb: 0, offset: 0, pan: 0, loop: false, mute: false };

const context = (): RunContext<string> => ({
  signal: new AbortController().signal,
  progress: () => undefined,
  log: () => undefined,
  scratch: { createFile: async (name) => createMemoryFile(name) },
  backend: 'auto',
});

const exportMix = (edits: readonly TrackEdit[]) =>
  run({ source: files }, smartMixing.params.parse({ Tracks: edits }), context());

/** RMS in dB of both sides per half second. */
const levels = (channels: readonly Float32Array[]): number[] =>
  Array.from({ length: SECONDS * 2 }, (_, i) => {
    const size = MIX_RATE_HZ / 2;
    let sum = 1e-12;
    for (const channel of channels) {
      for (let n = i * size; n < (i + 1) * size; n++) sum += (channel[n] ?? 0) ** 2;
    }
    return 10 * Math.log10(sum / size);
  });

const levelsOfFile = async (blob: Blob): Promise<number[]> => {
  using source = await openMedia(blob as File, { ...context(), need: 'audio' });
  const channels = [new Float32Array(SECONDS * MIX_RATE_HZ), new Float32Array(SECONDS * MIX_RATE_HZ)];
  for await (const block of source.pcm()) {
    block.channels.forEach((channel, c) =>
      channels[c]!.set(channel, Math.round(block.timeSeconds * MIX_RATE_HZ)),
    );
  }
  return levels(channels);
};

const levelsOfPreview = async (
  outputs: readonly OutputFile[],
  edits: readonly TrackEdit[],
  made: readonly TrackEdit[],
) => {
  const data = await readMixData(
    outputs.map((output) => ({ ...output, url: '', sizeBytes: output.blob.size })),
  );
  const offline = new OfflineAudioContext(2, SECONDS * MIX_RATE_HZ, MIX_RATE_HZ);
  const settings = { edits, made, soloed: new Set<number>() };
  const graph = createPreviewGraph(offline, data!, settings, { fromSeconds: 0, when: 0 });
  for (const [index, track] of data!.curves.tracks.entries()) {
    const planes = await readStemWindow(data!.stems[index]!, track, 0, SECONDS * MIX_RATE_HZ);
    const buffer = offline.createBuffer(planes.length, planes[0]!.length, MIX_RATE_HZ);
    planes.forEach((plane, c) => buffer.copyToChannel(plane, c));
    const source = new AudioBufferSourceNode(offline, { buffer });
    source.connect(graph.tracks[index]!.input);
    source.start(0);
  }
  const rendered = await offline.startRendering();
  return levels([rendered.getChannelData(0), rendered.getChannelData(1)]);
};

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

test('the live preview sounds as the exported file does, within 0.1 dB', { timeout: 180_000 }, async () => {
  const made = [plain, plain];
  const exported = await exportMix(made);
  const preview = await levelsOfPreview(exported.outputs, made, made);
  expect(largestDifference(await levelsOfFile(exported.outputs[0]!.blob), preview)).toBeLessThan(0.1);
});

test(
  'a fader and a pan moved in the preview sound as they do after export, within 0.1 dB',
  { timeout: 180_000 },
  async () => {
    const made = [plain, plain];
    const edits = [
      { ...plain, gainDb: -6 },
      { ...plain, gainDb: 3, pan: 0.4 },
    ];
    const first = await exportMix(made);
    const second = await exportMix(edits);
    const preview = await levelsOfPreview(first.outputs, edits, made);
    expect(largestDifference(await levelsOfFile(second.outputs[0]!.blob), preview)).toBeLessThan(0.1);
  },
);
