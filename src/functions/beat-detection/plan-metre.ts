import { decodeBars, type BeatActivations, type DecodedBeat } from '../../dsp/bar-decoding';
import { planOctave, type TempoRange } from './plan-octave';

/** A decoded song: frames are of the activations, `metre` is beats per bar. */
export interface DecodedSong {
  readonly metre: number;
  readonly beats: readonly DecodedBeat[];
}

/** Long sounds are decoded in overlapping parts, so that memory does not grow with the file. */
const PART_SECONDS = 600;
const OVERLAP_SECONDS = 40;

/** People tap most easily near this tempo; a weak preference, in nats a beat at one octave's distance. */
const EASY_BPM = 130;
const TEMPO_PREFERENCE = 0.1;
const tempoPrior = (bpm: number): number => -TEMPO_PREFERENCE * Math.log2(bpm / EASY_BPM) ** 2;

/** How much better per minute another metre must explain the song than four beats a bar, in nats. */
const METRE_HANDICAP_PER_MINUTE: Readonly<Record<number, number>> = { 2: 40, 3: 10, 4: 0 };

/** Decodes with each metre at the right octave of the tempo and keeps what explains the activations best. */
export const planMetre = (
  activations: BeatActivations,
  metres: readonly number[],
  range: TempoRange,
): DecodedSong => {
  const first = bestMetre(activations, metres, range);
  const narrowed = planOctave(activations, first.beats, range);
  return narrowed ? bestMetre(activations, metres, narrowed) : first;
};

const bestMetre = (
  activations: BeatActivations,
  metres: readonly number[],
  range: TempoRange,
): DecodedSong => {
  const minutes = activations.beat.length / activations.framesPerSecond / 60;
  const songs = metres.map((metre) => decodeSong(activations, metre, range));
  const worth = (song: { metre: number; score: number }): number =>
    song.score - (METRE_HANDICAP_PER_MINUTE[song.metre] ?? 0) * minutes;
  return songs.reduce((best, song) => (worth(song) > worth(best) ? song : best));
};

const decodeSong = (activations: BeatActivations, metre: number, range: TempoRange) => {
  const { framesPerSecond, beat, downbeat } = activations;
  const part = PART_SECONDS * framesPerSecond;
  const overlap = OVERLAP_SECONDS * framesPerSecond;
  let beats: DecodedBeat[] = [];
  let score = 0;
  for (let start = 0; start === 0 || start + overlap < beat.length; start += part) {
    const end = start + part + 2 * overlap >= beat.length ? beat.length : start + part + overlap;
    const decoded = decodeBars(
      { framesPerSecond, beat: beat.subarray(start, end), downbeat: downbeat.subarray(start, end) },
      { ...range, beatsPerBar: metre, tempoPrior },
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
