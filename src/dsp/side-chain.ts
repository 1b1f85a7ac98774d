/**
 * Gain computer of a side chain that knows the future: the key's activity is given for the whole programme, so
 * the reduction is complete before the key starts. Works on control points, not samples.
 */
export interface SideChainOptions {
  readonly pointsPerSecond: number;
  /** Length of the way down, which ends `leadSeconds` before the key starts. */
  readonly attackSeconds: number;
  readonly leadSeconds: number;
  /** Kept down this long after the key ends, then back up in `releaseSeconds`. */
  readonly holdSeconds: number;
  readonly releaseSeconds: number;
  /** Pauses of the key up to this long do not let the gain up: it would pump. */
  readonly bridgeSeconds: number;
}

/** Spans `[first, end)` of consecutive non-zero entries, joined over gaps of up to `bridge` entries. */
export const activeSpans = (active: ArrayLike<number>, bridge: number): [number, number][] => {
  const spans: [number, number][] = [];
  for (let i = 0; i < active.length; i++) {
    if (!active[i]) continue;
    const last = spans.at(-1);
    if (last && i - last[1] <= bridge) last[1] = i + 1;
    else spans.push([i, i + 1]);
  }
  return spans;
};

/** Half a raised cosine: 0 at 0, 1 at 1, flat at both ends. */
const ease = (x: number): number => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, x)));

/**
 * Reduction in dB (>= 0) per point. `depthDb` says how much is wanted at each point; only its values inside the
 * key's spans count.
 */
export const sideChainReduction = (
  active: ArrayLike<number>,
  depthDb: ArrayLike<number>,
  options: SideChainOptions,
): Float32Array<ArrayBuffer> => {
  const points = (seconds: number) => Math.round(seconds * options.pointsPerSecond);
  const attack = points(options.attackSeconds);
  const lead = points(options.leadSeconds);
  const hold = points(options.holdSeconds);
  const release = points(options.releaseSeconds);
  const reduction = new Float32Array(active.length);
  const raise = (i: number, value: number) => {
    if (i >= 0 && i < reduction.length) reduction[i] = Math.max(reduction[i]!, value);
  };
  for (const [start, end] of activeSpans(active, points(options.bridgeSeconds))) {
    const first = depthDb[start]!;
    const last = depthDb[end - 1]!;
    for (let i = start - lead - attack; i < start; i++)
      raise(i, first * ease((i - start + lead + attack) / attack));
    for (let i = start; i < end; i++) raise(i, depthDb[i]!);
    for (let i = 0; i < hold + release; i++) raise(end + i, last * (1 - ease((i - hold) / release)));
  }
  return reduction;
};
