/** 16-bit quantisation with triangular (TPDF) dither of two quantisation steps; seeded, so a file renders the same twice. */
const FULL_SCALE = 32_768;
const SEED = 0x9e3779b9;

/** xorshift32 (Marsaglia 2003): plenty for dither, and the same on every machine. */
const nextState = (state: number): number => {
  let next = state ^ (state << 13);
  next ^= next >>> 17;
  return next ^ (next << 5);
};

export const createDither = () => {
  let held = SEED;
  return {
    /** -1..1 floats to interleaved 16-bit integers. Digital silence stays silent. */
    quantize(block: readonly Float32Array[]): Int16Array<ArrayBuffer> {
      const frames = block[0]?.length ?? 0;
      const channels = block.length;
      const output = new Int16Array(frames * channels);
      let state = held;
      for (let n = 0; n < frames; n++) {
        for (let c = 0; c < channels; c++) {
          const sample = block[c]![n]!;
          let noise = 0;
          if (sample !== 0) {
            const first = nextState(state);
            state = nextState(first);
            noise = ((first >>> 0) - (state >>> 0)) / 2 ** 32;
          }
          const value = Math.round(sample * FULL_SCALE + noise);
          output[n * channels + c] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, value));
        }
      }
      held = state;
      return output;
    },
  };
};
