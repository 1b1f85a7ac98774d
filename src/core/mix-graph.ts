/**
 * The signal path of one mix track, as numbers: what the renderer computes and what the page's Web Audio preview
 * builds from nodes. Both read it here, so that what is heard is what is exported.
 *
 *   stem -> high-pass -> + dip share * (bed dip - dry) -> level * duck * fader * pan -> sum -> master gain -> limiter
 */
import { z } from 'zod';

export const MIX_RATE_HZ = 48_000;
/** Curves have one point every 20 ms, joined by straight lines of linear gain. */
export const CURVE_POINTS_PER_SECOND = 50;
export const FRAMES_PER_POINT = MIX_RATE_HZ / CURVE_POINTS_PER_SECOND;
/** The limiter's gain, as data for the preview, has one point every 5 ms. */
export const LIMITER_POINTS_PER_SECOND = 200;

export type TrackRole = 'voice' | 'music' | 'effect' | 'ambience';

/** One filter of the path; the same words as Web Audio's BiquadFilterNode, with a linear Q. */
export interface MixFilter {
  readonly type: 'highpass' | 'peaking';
  readonly frequencyHz: number;
  readonly q: number;
  readonly gainDb: number;
}

/** Voices lose rumble, everything else only a DC offset. */
export const highpassOf = (role: TrackRole): MixFilter => ({
  type: 'highpass',
  frequencyHz: role === 'voice' ? 75 : 12,
  q: Math.SQRT1_2,
  gainDb: 0,
});

/** Room for consonants: a dip in beds where speech is understood, open only while somebody speaks. */
export const BED_DIP: MixFilter = { type: 'peaking', frequencyHz: 2300, q: 0.7, gainDb: -4 };
/** The dip is fully open once the bed is ducked by this much. */
const FULL_DIP_DUCK_DB = 6;

/** 0 dry .. 1 all dip, from the linear ducking gain. */
export const dipShare = (duckGain: number): number =>
  Math.min(1, (-20 * Math.log10(Math.max(1e-6, duckGain))) / FULL_DIP_DUCK_DB);

export const gainOfDb = (dB: number): number => 10 ** (dB / 20);

/** Balance law: the side away from the pan falls off, the other stays. `[left, right]` for -1 left .. 1 right. */
export const panFactors = (pan: number): readonly [number, number] => [
  pan > 0 ? Math.cos((pan * Math.PI) / 2) : 1,
  pan < 0 ? Math.cos((pan * Math.PI) / 2) : 1,
];

/** One voice's effect on a track: linear gain per curve point. */
export interface DuckCurve {
  /** Index of the voice's track. */
  readonly voice: number;
  readonly gain: ArrayLike<number>;
}

/** The deepest duck of all voices that are heard, per curve point. */
export const combineDucks = (
  ducks: readonly DuckCurve[],
  isMuted: (track: number) => boolean,
  points: number,
): Float32Array<ArrayBuffer> => {
  const combined = new Float32Array(points).fill(1);
  for (const { voice, gain } of ducks) {
    if (isMuted(voice)) continue;
    for (let i = 0; i < points; i++) combined[i] = Math.min(combined[i]!, gain[i]!);
  }
  return combined;
};

/** Soft edges where a track starts, ends or repeats: too short to hear, long enough not to click. */
export const EDGE_FRAMES = MIX_RATE_HZ * 0.003;

/** Gain of the soft edges at a frame of one pass through a track. */
export const edgeGain = (frame: number, passFrames: number): number => {
  const share = Math.min(1, (frame + 0.5) / EDGE_FRAMES, (passFrames - frame - 0.5) / EDGE_FRAMES);
  return share >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * Math.max(0, share));
};

/** A list inside the float file that travels with a mix. */
const slot = z.object({ at: z.int().min(0), length: z.int().min(0) });
export type FloatSlot = z.output<typeof slot>;

/** The curves of a finished mix as the page reads them (`*.mix-curves.json`). Times in seconds of the mix. */
export const mixCurvesSchema = z.object({
  seconds: z.number(),
  curvePoints: z.int(),
  masterGainDb: z.number(),
  limiter: slot,
  tracks: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['voice', 'music', 'effect', 'ambience']),
      channels: z.int(),
      /** File name of the decoded track among the outputs; `null` when it was too long to keep. */
      stem: z.string().nullable(),
      startSeconds: z.number(),
      skipSeconds: z.number(),
      passSeconds: z.number(),
      endSeconds: z.number(),
      durationSeconds: z.number(),
      /** On the track's own timeline. */
      speech: z.array(z.tuple([z.number(), z.number()])),
      secondsPerPeak: z.number(),
      /** 0..255. */
      peaks: slot,
      level: slot,
      ducks: z.array(z.object({ voice: z.int(), gain: slot })),
      /** K-weighted mean square per 100 ms, before fader and pan. */
      energies: slot,
    }),
  ),
});
export type MixCurves = z.output<typeof mixCurvesSchema>;
