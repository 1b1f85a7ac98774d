/** Frame-wise probabilities at `framesPerSecond`; `downbeat[t] <= beat[t]`, all in 0..1. */
export interface BeatActivations {
  readonly framesPerSecond: number;
  readonly beat: Float32Array;
  readonly downbeat: Float32Array;
}

export interface BarDecodingOptions {
  readonly minBpm: number;
  readonly maxBpm: number;
  /** Beats in every bar. */
  readonly beatsPerBar: number;
  /** Log weight of each beat at the given tempo, e.g. a preference for usual tempi. */
  readonly tempoPrior: (bpm: number) => number;
}

export interface DecodedBeat {
  /** Where the activation peaks inside the beat's zone. */
  readonly frame: number;
  /** 1-based place in the bar. */
  readonly number: number;
}

export interface DecodedBars {
  readonly beats: readonly DecodedBeat[];
  /** Log-likelihood of the best path; comparable between metres on the same activations. */
  readonly score: number;
}

/** Tempo inertia: cost of a change of the beat interval, in nats per unit of |ratio - 1| (Krebs 2015 uses 100). */
const INERTIA = 60;
/** A beat occupies the first 1 / 10 of its interval (Krebs 2015: 1 / 16): our activations are 40 ms wide bumps. */
const BEAT_SHARE = 10;
/** Largest change of the beat interval from one beat to the next. */
const LARGEST_CHANGE = 0.14;
const FLOOR = 1e-5;

interface Grid {
  /** Frames from one beat to the next, ascending by one. */
  readonly intervals: Int32Array;
  readonly zone: Int32Array;
  readonly prior: Float64Array;
  /** Tempo i may follow tempi `changeFrom[i]` up to (not including) `changeFrom[i] + change[i].length`. */
  readonly changeFrom: Int32Array;
  readonly change: readonly Float64Array[];
}

interface Lattice {
  readonly grid: Grid;
  readonly beat: Float32Array;
  readonly frames: number;
  readonly beatsPerBar: number;
  /** Sums of log observations before frame t: downbeat, other beat, no beat. */
  readonly first: Float64Array;
  readonly other: Float64Array;
  readonly none: Float64Array;
  /** Best score of having just begun beat b with interval i, `[window, beatsPerBar, tempi]`, a ring over steps. */
  readonly entry: Float64Array;
  /** Tempo index of the beat before, `[keptSteps, beatsPerBar, tempi]`, a ring over steps; `NO_BEAT_BEFORE` at a path's start. */
  readonly source: Uint8Array;
  readonly keptSteps: number;
}

const NO_BEAT_BEFORE = 255;
/** Pieces up to this length are decoded exactly; longer ones are settled bit by bit. */
const KEPT_SECONDS = 1200;
const LAG_SECONDS = 180;

/**
 * The most probable beats and bar positions under the bar-pointer model with the efficient state space of
 * F. Krebs, S. Böck and G. Widmer, "An efficient state-space model for joint tempo and meter tracking" (2015).
 * Deviation: tempo changes only at beats, so the Viterbi recursion runs from beat to beat with the sums of the
 * observations between them (a semi-Markov form of the same model), which needs a small fraction of the work.
 * Memory: beatsPerBar * tempi bytes for each frame, of the last `KEPT_SECONDS` only: what lies further back than `LAG_SECONDS` is
 * settled then, since all paths that still compete have come from one long before.
 */
export const decodeBars = (activations: BeatActivations, options: BarDecodingOptions): DecodedBars => {
  if (activations.beat.length < 2) return { beats: [], score: -Infinity };
  const lattice = createLattice(activations, options);
  const steps = lattice.frames + longestOf(lattice.grid);
  const lagSteps = Math.round(LAG_SECONDS * activations.framesPerSecond);
  const ended = new Float64Array(lattice.grid.intervals.length);
  const settled: Chosen[] = [];
  for (let step = 0; step < steps; step++) {
    for (let b = 0; b < options.beatsPerBar; b++) enterBeat(lattice, step, b, ended);
    const unsettled = step + 1 - (settled.at(-1)?.step ?? 0);
    if (unsettled < lattice.keptSteps || step + 1 === steps) continue;
    const beats = traceBack(lattice, lastBeat(lattice, step + 1), settled.at(-1));
    settled.push(...beats.filter((beat) => beat.step < step + 1 - lagSteps));
  }
  const last = lastBeat(lattice, steps);
  const beats = [...settled, ...traceBack(lattice, last, settled.at(-1))];
  return { beats: beats.flatMap((beat) => place(lattice, beat)), score: last.score };
};

const longestOf = (grid: Grid): number => grid.intervals.at(-1)!;

const createGrid = (framesPerSecond: number, options: BarDecodingOptions): Grid => {
  const shortest = Math.max(2, Math.ceil((60 * framesPerSecond) / options.maxBpm));
  const longest = Math.max(shortest, Math.floor((60 * framesPerSecond) / options.minBpm));
  const intervals = Int32Array.from({ length: longest - shortest + 1 }, (_, i) => shortest + i);
  const isNear = (from: number, to: number): boolean => Math.abs(to / from - 1) <= LARGEST_CHANGE;
  const changeFrom = intervals.map((to) => intervals.findIndex((from) => isNear(from, to)));
  const change = Array.from(intervals, (to) => {
    const weights = Float64Array.from(
      intervals.filter((from) => isNear(from, to)),
      (from) => -INERTIA * Math.abs(to / from - 1),
    );
    const total = Math.log(weights.reduce((sum, weight) => sum + Math.exp(weight), 0));
    return weights.map((weight) => weight - total);
  });
  return {
    intervals,
    zone: intervals.map((interval) => Math.max(1, Math.ceil(interval / BEAT_SHARE))),
    prior: Float64Array.from(intervals, (interval) => options.tempoPrior((60 * framesPerSecond) / interval)),
    changeFrom,
    change,
  };
};

const runningLog = (frames: number, at: (t: number) => number): Float64Array => {
  const sums = new Float64Array(frames + 1);
  for (let t = 0; t < frames; t++)
    sums[t + 1] = sums[t]! + Math.log(Math.min(1 - FLOOR, Math.max(FLOOR, at(t))));
  return sums;
};

const createLattice = (activations: BeatActivations, options: BarDecodingOptions): Lattice => {
  const { beat, downbeat, framesPerSecond } = activations;
  const grid = createGrid(framesPerSecond, options);
  const frames = beat.length;
  const row = grid.intervals.length * options.beatsPerBar;
  const keptSteps = Math.min(frames + longestOf(grid), Math.round(KEPT_SECONDS * framesPerSecond));
  return {
    grid,
    beat,
    frames,
    beatsPerBar: options.beatsPerBar,
    first: runningLog(frames, (t) => downbeat[t]!),
    other: runningLog(frames, (t) => beat[t]! - downbeat[t]!),
    none: runningLog(frames, (t) => (1 - beat[t]!) / (BEAT_SHARE - 1)),
    entry: new Float64Array((longestOf(grid) + 1) * row),
    source: new Uint8Array(keptSteps * row),
    keptSteps,
  };
};

/**
 * Log-likelihood of frames [start, end) of a beat in state `k = b * tempi + i`; frames outside the signal cost
 * nothing.
 */
const segmentScore = (lattice: Lattice, k: number, start: number, end: number): number => {
  const tempi = lattice.grid.intervals.length;
  const sums = k < tempi ? lattice.first : lattice.other;
  const begin = Math.max(0, start);
  const stop = Math.max(begin, Math.min(end, lattice.frames));
  const middle = Math.min(stop, Math.max(begin, start + lattice.grid.zone[k % tempi]!));
  return sums[middle]! - sums[begin]! + lattice.none[stop]! - lattice.none[middle]!;
};

/** Step s is frame s - longest: beats may begin up to one interval before the signal does. */
const enterBeat = (lattice: Lattice, step: number, b: number, ended: Float64Array): void => {
  const { grid, beatsPerBar, entry, source } = lattice;
  const tempi = grid.intervals.length;
  const row = tempi * beatsPerBar;
  const longest = longestOf(grid);
  const previous = (b + beatsPerBar - 1) % beatsPerBar;
  for (let j = 0; j < tempi; j++) {
    const begun = step - grid.intervals[j]!;
    ended[j] =
      begun < 0
        ? -Infinity
        : entry[(begun % (longest + 1)) * row + previous * tempi + j]! +
          segmentScore(lattice, previous * tempi + j, begun - longest, step - longest);
  }
  const to = (step % (longest + 1)) * row + b * tempi;
  for (let i = 0; i < tempi; i++) {
    const weights = grid.change[i]!;
    const from = grid.changeFrom[i]!;
    // A path may start at any tempo and place in the bar, up to frame 0.
    let best = step <= longest ? -Math.log(row) : -Infinity;
    let chosen = NO_BEAT_BEFORE;
    for (let k = 0; k < weights.length; k++) {
      const score = ended[from + k]! + weights[k]!;
      if (score <= best) continue;
      best = score;
      chosen = from + k;
    }
    entry[to + i] = best + grid.prior[i]!;
    source[(step % lattice.keptSteps) * row + b * tempi + i] = chosen;
  }
};

/** A beat on the best path: where it begins, its place in the bar, and its tempo. */
interface Chosen {
  readonly step: number;
  readonly b: number;
  readonly i: number;
}

/** The best beat that is still going on after so many steps. */
const lastBeat = (lattice: Lattice, steps: number): Chosen & { readonly score: number } => {
  const { grid, beatsPerBar, entry } = lattice;
  const tempi = grid.intervals.length;
  const row = tempi * beatsPerBar;
  const longest = longestOf(grid);
  const end = Math.min(lattice.frames, steps - longest);
  let best = { score: -Infinity, step: steps - 1, k: 0 };
  for (let step = steps - longest; step < steps; step++) {
    for (let k = 0; k < row; k++) {
      if (grid.intervals[k % tempi]! < steps - step) continue;
      const score = entry[(step % (longest + 1)) * row + k]! + segmentScore(lattice, k, step - longest, end);
      if (score > best.score) best = { score, step, k };
    }
  }
  return { score: best.score, step: best.step, b: Math.floor(best.k / tempi), i: best.k % tempi };
};

/** Where in its zone the beat is most active; `null` when the zone lies before the signal. */
const peakFrame = (lattice: Lattice, start: number, zone: number): number | null => {
  let best: number | null = null;
  for (let t = Math.max(0, start); t < Math.min(start + zone, lattice.frames); t++) {
    if (best === null || lattice.beat[t]! > lattice.beat[best]!) best = t;
  }
  return best;
};

const place = (lattice: Lattice, { step, b, i }: Chosen): readonly DecodedBeat[] => {
  const { grid } = lattice;
  const frame = peakFrame(lattice, step - longestOf(grid), grid.zone[i]!);
  return frame === null ? [] : [{ frame, number: b + 1 }];
};

/** The path to a beat, in order of time, from what is settled already (not included) or from its start. */
const traceBack = (lattice: Lattice, last: Chosen, settled: Chosen | undefined): readonly Chosen[] => {
  const { grid, beatsPerBar, source, keptSteps } = lattice;
  const tempi = grid.intervals.length;
  const from = settled ? settled.step + grid.intervals[0]! / 2 : -Infinity;
  const beats: Chosen[] = [];
  let { step, b, i } = last;
  while (step > from) {
    beats.push({ step, b, i });
    const before = source[((step % keptSteps) * beatsPerBar + b) * tempi + i]!;
    if (before === NO_BEAT_BEFORE) break;
    step -= grid.intervals[before]!;
    b = (b + beatsPerBar - 1) % beatsPerBar;
    i = before;
  }
  return beats.reverse();
};
