import { type Candidate, EVIDENCE, type EvidenceName, type Stretch } from './plan-candidates';

/**
 * What speaks for a chorus: `(value - usual) / spread * weight`. Fitted by ridge regression of the frame F1 of every candidate
 * on its evidence, over songs rendered from scores with known structure and annotated recordings; left-out song
 * forms were found as well as those fitted on (`bench/chorus-detection`).
 */
const WEIGHTS: Readonly<Record<EvidenceName, readonly [usual: number, spread: number, weight: number]>> = {
  likeness: [0.575, 0.197, 0.0194],
  coverage: [0.462, 0.111, 0.0394],
  repeats: [3.695, 1.125, 0.0215],
  loudness: [0.331, 0.304, 0.0105],
  brightness: [0.377, 0.506, 0.0766],
  presence: [-0.002, 0.52, 0.0471],
  timbreAlike: [-0.246, 0.134, -0.005],
  noveltyStart: [0.352, 0.699, 0.0177],
  rise: [0, 0.158, 0.0275],
  fall: [0.186, 0.42, 0.0292],
  edgeOverInner: [0, 1, 0.02],
  firstStart: [0.116, 0.073, 0.0739],
  lastEnd: [0.758, 0.087, 0.0651],
};
/** Too much of a song is as unlike a chorus as too little: this counts against the square of the standard score. */
const COVERAGE_SQUARED = -0.0175;
/** More of a song than this is not its chorus. */
const MOST_COVERAGE = 0.62;
/** Nearly all songs with a chorus score more, through-composed pieces 0.09 .. 0.23. */
const LEAST_SCORE = 0.22;
/** A song whose best repeats are no more alike than this repeats nothing. */
const LEAST_LIKENESS = 0.15;

const place = (name: EvidenceName): number => EVIDENCE.indexOf(name);

export const scoreCandidate = ({ evidence }: Candidate): number => {
  const standard = (name: EvidenceName): number =>
    (evidence[place(name)]! - WEIGHTS[name][0]) / WEIGHTS[name][1];
  const linear = EVIDENCE.reduce((sum, name) => sum + standard(name) * WEIGHTS[name][2], 0);
  return linear + COVERAGE_SQUARED * standard('coverage') ** 2;
};

/** Back-to-back repeats are one chorus. */
export const joinStretches = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const joined: [number, number][] = [];
  for (const [from, to] of stretches) {
    const last = joined.at(-1);
    if (last && from - last[1] < 1) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
};

/** The choruses as unit stretches, ascending; empty when nothing is convincing. */
export const planChorus = (candidates: readonly Candidate[]): readonly Stretch[] => {
  let best: Candidate | null = null;
  let bestScore = LEAST_SCORE;
  for (const candidate of candidates) {
    if (candidate.evidence[place('coverage')]! > MOST_COVERAGE || candidate.likeness < LEAST_LIKENESS)
      continue;
    const score = scoreCandidate(candidate);
    if (score <= bestScore) continue;
    best = candidate;
    bestScore = score;
  }
  return best ? joinStretches(best.stretches) : [];
};
