/** -3 dB: the share of centre and surround channels in a down-mix (ITU-R BS.775-4, table 2). */
const HALF_POWER = Math.SQRT1_2;

/** `gains[output][input]`. Channel orders are L R, L R C, L R Ls Rs, L R C Ls Rs, L R C LFE Ls Rs, ... Lb Rb. */
export type MixMatrix = readonly (readonly number[])[];

/** Shares `[toLeft, toRight]` of each input channel in stereo; the low-frequency channel is left out, as in BS.775. */
const stereoShares = (channels: number): readonly (readonly [number, number])[] => {
  const [left, right, centre, none]: (readonly [number, number])[] = [
    [1, 0],
    [0, 1],
    [HALF_POWER, HALF_POWER],
    [0, 0],
  ];
  const [surroundLeft, surroundRight]: (readonly [number, number])[] = [
    [HALF_POWER, 0],
    [0, HALF_POWER],
  ];
  const l = left!;
  const r = right!;
  const c = centre!;
  const lfe = none!;
  const ls = surroundLeft!;
  const rs = surroundRight!;
  const layouts: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
    1: [[1, 1]],
    2: [l, r],
    3: [l, r, c],
    4: [l, r, ls, rs],
    5: [l, r, c, ls, rs],
    6: [l, r, c, lfe, ls, rs],
    7: [l, r, c, lfe, [HALF_POWER, HALF_POWER], ls, rs],
    8: [l, r, c, lfe, ls, rs, ls, rs],
  };
  return layouts[channels] ?? Array.from({ length: channels }, (_, index) => (index % 2 ? r : l));
};

/** Scaled so that no sum of full-scale inputs passes full scale. */
const normalise = (rows: readonly (readonly number[])[]): MixMatrix => {
  const peak = Math.max(1, ...rows.map((row) => row.reduce((sum, gain) => sum + Math.abs(gain), 0)));
  return rows.map((row) => row.map((gain) => gain / peak));
};

/** How `from` channels become `to`. One channel into many is copied; what has no counterpart is silent. */
export const planMix = (from: number, to: number): MixMatrix | null => {
  if (from === to) return null;
  const shares = stereoShares(from);
  const stereo = [shares.map(([left]) => left), shares.map(([, right]) => right)];
  if (to === 2) return normalise(stereo);
  if (to === 1) return normalise([shares.map(([left, right]) => (left + right) / 2)]);
  const silent: number[] = Array.from({ length: from }, () => 0);
  return Array.from({ length: to }, (_, output) =>
    from === 1 && output < 2 ? [1] : silent.map((_gain, input) => (input === output ? 1 : 0)),
  );
};

/** Applies the gains to planar channels of equal length. */
export const mixChannels = (
  channels: readonly Float32Array<ArrayBuffer>[],
  matrix: MixMatrix,
): Float32Array<ArrayBuffer>[] =>
  matrix.map((gains) => {
    const mixed = new Float32Array(channels[0]?.length ?? 0);
    gains.forEach((gain, input) => {
      const source = channels[input];
      if (!source || gain === 0) return;
      for (let i = 0; i < mixed.length; i++) mixed[i]! += gain * source[i]!;
    });
    return mixed;
  });
