import { type Candidate, EVIDENCE, type EvidenceName, type Stretch } from './plan-candidates';

/**
 * What speaks for a chorus: `(value - usual) / spread * weight`. Fitted so that the softmax over the candidates of a song
 * comes near their frame F1 and starts, over songs rendered from scores with known structure and annotated recordings;
 * left-out songs were found as well as those fitted on (`bench/chorus-detection`).
 */
const WEIGHTS: Readonly<Record<EvidenceName, readonly [usual: number, spread: number, weight: number]>> = {
  likeness: [0.573, 0.195, 0.301],
  coverage: [0.459, 0.116, 0.412],
  repeats: [3.72, 1.14, 0.698],
  loudness: [0.334, 0.336, 0.206],
  brightness: [0.381, 0.538, 0.634],
  presence: [0.005, 0.548, 0.627],
  timbreAlike: [-0.258, 0.142, 0.333],
  noveltyStart: [0.272, 0.681, 0.759],
  rise: [-0.006, 0.163, 0.317],
  fall: [0.19, 0.393, 0.249],
  edgeOverInner: [-0.954, 0.959, 0.085],
  firstStart: [0.121, 0.074, 0.671],
  lastEnd: [0.762, 0.086, 0.795],
};
/** Too much of a song is as unlike a chorus as too little. */
const USUAL_COVERAGE = 0.42;
const COVERAGE_SQUARED = -25;
/** More of a song than this is not its chorus. */
const MOST_COVERAGE = 0.62;
/** Nearly all songs with a chorus score more, most through-composed pieces less. */
const LEAST_SCORE = 2.1;
/** A song whose best repeats are no more alike than this repeats nothing. */
const LEAST_LIKENESS = 0.15;

const place = (name: EvidenceName): number => EVIDENCE.indexOf(name);

export const scoreCandidate = ({ evidence }: Candidate): number => {
  const standard = (name: EvidenceName): number =>
    (evidence[place(name)]! - WEIGHTS[name][0]) / WEIGHTS[name][1];
  const linear = EVIDENCE.reduce((sum, name) => sum + standard(name) * WEIGHTS[name][2], 0);
  return linear + COVERAGE_SQUARED * (evidence[place('coverage')]! - USUAL_COVERAGE) ** 2;
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

/** Every repeat of the chorus as unit stretches, ascending; empty when nothing is convincing. */
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
  return best?.stretches ?? [];
};
