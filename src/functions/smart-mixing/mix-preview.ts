import type { OutputFile } from '../../core/media-function';
import { outputName } from '../../core/file-name';
import { FRAMES_PER_POINT, MIX_RATE_HZ, type FloatSlot, type MixCurves } from '../../core/mix-graph';
import type { AnalysedTrack } from './analyse-track';
import type { MixPlan } from './mix-plan';
import type { Premix, ProducedMix } from './produce-mix';

/** Numbers for the page travel as one little-endian float file; the JSON says where each list lies in it. */
const createFloatFile = () => {
  const parts: Float32Array<ArrayBuffer>[] = [];
  let length = 0;
  return {
    add(values: ArrayLike<number>): FloatSlot {
      const part = Float32Array.from(values);
      const slot = { at: length, length: part.length };
      parts.push(part);
      length += part.length;
      return slot;
    },
    blob: () => new Blob(parts, { type: 'application/octet-stream' }),
  };
};

export interface MixPicture {
  readonly sourceName: string;
  readonly names: readonly string[];
  readonly plan: MixPlan;
  readonly tracks: readonly AnalysedTrack[];
  readonly premix: Premix;
  readonly produced: ProducedMix;
}

const describeTrack = (
  picture: MixPicture,
  index: number,
  floats: ReturnType<typeof createFloatFile>,
): MixCurves['tracks'][number] => {
  const plan = picture.plan.tracks[index]!;
  const { analysis, waveform, stem } = picture.tracks[index]!;
  const { placement } = plan;
  return {
    name: picture.names[index]!,
    role: plan.role,
    channels: analysis.channels,
    stem: stem ? stemName(picture, index) : null,
    startSeconds: placement.startFrame / MIX_RATE_HZ,
    skipSeconds: placement.skipFrames / MIX_RATE_HZ,
    passSeconds: placement.passFrames / MIX_RATE_HZ,
    endSeconds: placement.endFrame / MIX_RATE_HZ,
    durationSeconds: analysis.durationSeconds,
    speech: analysis.speech.map(([start, end]): [number, number] => [
      Number(start.toFixed(3)),
      Number(end.toFixed(3)),
    ]),
    secondsPerPeak: waveform.secondsPerPeak,
    peaks: floats.add(waveform.peaks),
    level: floats.add(plan.level),
    ducks: plan.ducks.map(({ voice, gain }) => ({ voice, gain: floats.add(gain) })),
    energies: floats.add(picture.premix.energies[index]!),
  };
};

const stemName = (picture: MixPicture, index: number): string =>
  outputName(picture.sourceName, `track-${index + 1}`, 'wav');

/** What the page draws and plays: waveforms, gain curves, the decoded tracks and the master's own curve. */
export const buildPreview = (picture: MixPicture): readonly OutputFile[] => {
  const floats = createFloatFile();
  const tracks = picture.plan.tracks.map((_, index) => describeTrack(picture, index, floats));
  const description: MixCurves = {
    seconds: picture.plan.lengthFrames / MIX_RATE_HZ,
    curvePoints: Math.ceil(picture.plan.lengthFrames / FRAMES_PER_POINT) + 1,
    masterGainDb: picture.produced.gainDb,
    limiter: floats.add(picture.produced.limiterGain),
    tracks,
  };
  const stems = picture.tracks.flatMap(({ stem }, index): OutputFile[] =>
    stem ? [{ role: 'preview', fileName: stemName(picture, index), mimeType: 'audio/wav', blob: stem }] : [],
  );
  const name = (extension: string) => outputName(picture.sourceName, 'mix-curves', extension);
  return [
    {
      role: 'data',
      fileName: name('json'),
      mimeType: 'application/json',
      blob: new Blob([JSON.stringify(description)], { type: 'application/json' }),
    },
    { role: 'preview', fileName: name('f32'), mimeType: 'application/octet-stream', blob: floats.blob() },
    ...stems,
  ];
};
