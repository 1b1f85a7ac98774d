/** Sine of amplitude 1, `[seconds * sampleRateHz]`. */
export const sine = (hz: number, seconds: number, sampleRateHz: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, n) =>
    Math.sin((2 * Math.PI * hz * n) / sampleRateHz),
  );

/** Decaying noise bursts at the given times over silence; the same every time. */
export const clickTrain = (
  timesSeconds: readonly number[],
  seconds: number,
  sampleRateHz: number,
): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round(seconds * sampleRateHz));
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  for (const time of timesSeconds) {
    const start = Math.round(time * sampleRateHz);
    const length = Math.round(0.04 * sampleRateHz);
    for (let n = 0; n < length && start + n < samples.length; n++) {
      samples[start + n]! += 0.8 * noise() * Math.exp((-6 * n) / length);
    }
  }
  return samples;
};
