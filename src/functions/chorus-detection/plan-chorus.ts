import { type Candidate, EVIDENCE, type EvidenceName, type Stretch } from './plan-candidates';

/**
 * What speaks for a chorus: `(value - usual) / spread * weight`. Fitted by ridge regression of the frame F1 of every candidate
 * on its evidence, over songs rendered from scores with known structure and annotated recordings; left-out song
 * forms were found as well as those fitted on (`bench/chorus-detection`).
 */
const WEIGHTS: Readonly<Record<EvidenceName, readonly [usual: number, spread: number, weight: number]>> = {
  likeness: [0.545, 0.225, 0.0151],
  coverage: [0.447, 0.121, 0.0517],
  repeats: [3.455, 1.141, 0.0139],
  loudness: [0.316, 0.315, 0.0362],
  brightness: [0.362, 0.508, 0.0514],
  presence: [0.002, 0.564, 0.0639],
  timbreAlike: [-0.231, 0.133, -0.0133],
  noveltyStart: [0.322, 0.743, 0.0173],
  rise: [0.004, 0.177, 0.0303],
  fall: [0.208, 0.484, 0.0299],
  edgeOverInner: [0, 1, 0.02],
  firstStart: [0.12, 0.073, 0.0789],
  lastEnd: [0.759, 0.085, 0.0499],
};
/** Too much of a song is as unlike a chorus as too little: this counts against the square of the standard score. */
const COVERAGE_SQUARED = -0.0179;
/** More of a song than this is not its chorus. */
const MOST_COVERAGE = 0.62;
/** Songs with a chorus scored 0.28 or more, pieces without one less. */
const LEAST_SCORE = 0.275;
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
