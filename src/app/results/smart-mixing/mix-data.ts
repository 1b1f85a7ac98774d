import { integratedLoudness } from '../../../core/loudness-gate';
import {
  combineDucks,
  CURVE_POINTS_PER_SECOND,
  type FloatSlot,
  gainOfDb,
  type MixCurves,
  mixCurvesSchema,
  panFactors,
} from '../../../core/mix-graph';
import type { ResultOutput } from '../result-view';
import { readJson } from '../use-output-data';

export type MixTrack = MixCurves['tracks'][number];

/** A finished mix as the page plays and draws it. */
export interface MixData {
  readonly curves: MixCurves;
  list(slot: FloatSlot): Float32Array<ArrayBuffer>;
  /** The decoded track, `null` when it was too long to keep. */
  readonly stems: readonly (Blob | null)[];
}

/** What a person set for one track; the same fields as the `Tracks` parameter. */
export interface TrackEdit {
  readonly role: 'auto' | MixTrack['role'];
  readonly gainDb: number;
  readonly offset: number;
  readonly pan: number;
  readonly loop: boolean;
  readonly mute: boolean;
}

/** `null` when the outputs hold no curves. */
export const readMixData = async (outputs: readonly ResultOutput[]): Promise<MixData | null> => {
  const floats = outputs.find(({ fileName }) => fileName.endsWith('.mix-curves.f32'));
  const curves = await readJson(outputs, mixCurvesSchema);
  if (!curves || !floats) return null;
  const numbers = new Float32Array(await floats.blob.arrayBuffer());
  return {
    curves,
    list: ({ at, length }) => numbers.slice(at, at + length),
    stems: curves.tracks.map(({ stem }) => outputs.find(({ fileName }) => fileName === stem)?.blob ?? null),
  };
};

/** Ducking of a track by the voices that are heard. */
export const duckOf = (
  data: MixData,
  track: MixTrack,
  isMuted: (index: number) => boolean,
): Float32Array<ArrayBuffer> => {
  const ducks = track.ducks.map(({ voice, gain }) => ({ voice, gain: data.list(gain) }));
  return combineDucks(ducks, isMuted, data.curves.curvePoints);
};

const POINTS_PER_STEP = CURVE_POINTS_PER_SECOND / 10;

/** K-weighted energies of the sum, taking the tracks as unrelated sounds. */
const sumEnergies = (
  data: MixData,
  edits: readonly TrackEdit[],
  made: readonly TrackEdit[],
): Float64Array => {
  const steps = Math.max(0, ...data.curves.tracks.map(({ energies }) => energies.length));
  const sum = new Float64Array(steps);
  for (const [index, track] of data.curves.tracks.entries()) {
    const edit = edits[index]!;
    if (edit.mute) continue;
    const [left, right] = panFactors(edit.pan);
    const weight = gainOfDb(edit.gainDb) ** 2 * ((left * left + right * right) / 2);
    const was = duckOf(data, track, (voice) => made[voice]!.mute);
    const now = duckOf(data, track, (voice) => edits[voice]!.mute);
    data.list(track.energies).forEach((energy, step) => {
      const point = Math.min(now.length - 1, Math.round((step + 0.5) * POINTS_PER_STEP));
      sum[step]! += weight * energy * (now[point]! / Math.max(1e-6, was[point]!)) ** 2;
    });
  }
  return sum;
};

/** dB by which mastering will turn the edited mix down (or up) compared with the one that was made. */
export const foretellMasterDb = (
  data: MixData,
  edits: readonly TrackEdit[],
  made: readonly TrackEdit[],
): number => {
  const before = integratedLoudness(sumEnergies(data, made, made));
  const after = integratedLoudness(sumEnergies(data, edits, made));
  return Number.isFinite(before) && Number.isFinite(after) ? before - after : 0;
};
