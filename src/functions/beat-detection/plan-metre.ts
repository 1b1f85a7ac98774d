import { decodeBars, type BeatActivations, type DecodedBeat } from '../../dsp/bar-decoding';
import { planOctave, type TempoRange } from './plan-octave';
import { planSteadyInterval } from './plan-steady';

/** A decoded song: frames are of the activations, `metre` is beats per bar. */
export interface DecodedSong {
  readonly metre: number;
  readonly beats: readonly DecodedBeat[];
}

/** Long sounds are decoded in overlapping parts, so that memory does not grow with the file. */
const PART_SECONDS = 600;
const OVERLAP_SECONDS = 40;

type TempoPrior = (bpm: number) => number;

/** People tap most easily near this tempo; a weak preference, in nats a beat at one octave's distance. */
const EASY_BPM = 130;
const TEMPO_PREFERENCE = 0.1;
const easyTempo: TempoPrior = (bpm) => -TEMPO_PREFERENCE * Math.log2(bpm / EASY_BPM) ** 2;

/** A song of one tempo may stray this far, so that beats never slip to the off-beat through a quiet stretch. */
const STEADY_SPREAD = 0.01;
const STEADY_RANGE = 1.06;

/**
 * How much better per minute another metre must explain the song than four beats a bar, in nats. On 76 songs three
 * never came within 60 of four where four was right, and seldom fell 35 behind where three was; two led four by up to
 * 120 where four was right.
 */
const METRE_HANDICAP_PER_MINUTE: Readonly<Record<number, number>> = { 2: 130, 3: -35, 4: 0 };

/** Decodes at the right octave of the tempo with each metre and keeps what explains the activations best. */
export const planMetre = (
  activations: BeatActivations,
  metres: readonly number[],
  range: TempoRange,
): DecodedSong => {
  const metre = metres[0] ?? 4;
  const first = decodeSong(activations, { metre, range, prior: easyTempo });
  const octave = planOctave(activations, first.beats, range);
  const draft = octave ? decodeSong(activations, { metre, range: octave, prior: easyTempo }) : first;
  const interval = planSteadyInterval(activations, draft.beats);
  if (interval === null) return bestMetre(activations, metres, octave ?? range, easyTempo);
  const bpm = (60 * activations.framesPerSecond) / interval;
  const steady = { minBpm: bpm / STEADY_RANGE, maxBpm: bpm * STEADY_RANGE };
  return bestMetre(activations, metres, steady, (other) => -0.5 * ((other / bpm - 1) / STEADY_SPREAD) ** 2);
};

const bestMetre = (
  activations: BeatActivations,
  metres: readonly number[],
  range: TempoRange,
  prior: TempoPrior,
): DecodedSong => {
  const minutes = activations.beat.length / activations.framesPerSecond / 60;
  const songs = metres.map((metre) => decodeSong(activations, { metre, range, prior }));
  const worth = (song: { metre: number; score: number }): number =>
    song.score - (METRE_HANDICAP_PER_MINUTE[song.metre] ?? 0) * minutes;
  return songs.reduce((best, song) => (worth(song) > worth(best) ? song : best));
};

interface Task {
  readonly metre: number;
  readonly range: TempoRange;
  readonly prior: TempoPrior;
}

const decodeSong = (activations: BeatActivations, { metre, range, prior }: Task) => {
  const { framesPerSecond, beat, downbeat } = activations;
  const part = PART_SECONDS * framesPerSecond;
  const overlap = OVERLAP_SECONDS * framesPerSecond;
  let beats: DecodedBeat[] = [];
  let score = 0;
  for (let start = 0; start === 0 || start + overlap < beat.length; start += part) {
    const end = start + part + 2 * overlap >= beat.length ? beat.length : start + part + overlap;
    const decoded = decodeBars(
      { framesPerSecond, beat: beat.subarray(start, end), downbeat: downbeat.subarray(start, end) },
      { ...range, beatsPerBar: metre, tempoPrior: prior },
    );
    score += decoded.score;
    const shifted = decoded.beats.map((item) => ({ ...item, frame: item.frame + start }));
    beats = start === 0 ? shifted : joinBeats(beats, shifted, start + overlap / 2);
    if (end === beat.length) break;
  }
  return { metre, beats, score };
};

/** Changes over where both parts agree best near `frame`: at the closest pair of beats. */
const joinBeats = (
  before: readonly DecodedBeat[],
  after: readonly DecodedBeat[],
  frame: number,
): DecodedBeat[] => {
  const seam = after.find((beat) => beat.frame >= frame);
  if (!seam) return [...before];
  const gap = seam.frame - (before.filter((beat) => beat.frame < frame).at(-1)?.frame ?? 0);
  const near = Math.min(10, gap / 3);
  return [
    ...before.filter((beat) => beat.frame < seam.frame - near),
    ...after.filter((beat) => beat.frame >= seam.frame),
  ];
};
