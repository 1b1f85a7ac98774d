/** 16-bit quantisation with triangular (TPDF) dither of two quantisation steps; seeded, so a file renders the same twice. */
const FULL_SCALE = 32_768;
const SEED = 0x9e3779b9;

export const createDither = () => {
  let state = SEED;
  // xorshift32 (Marsaglia 2003): plenty for dither, and the same on every machine.
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    /** -1..1 floats to interleaved 16-bit integers. Digital silence stays silent. */
    quantize(block: readonly Float32Array[]): Int16Array<ArrayBuffer> {
      const frames = block[0]?.length ?? 0;
      const channels = block.length;
      const output = new Int16Array(frames * channels);
      for (let n = 0; n < frames; n++) {
        for (let c = 0; c < channels; c++) {
          const sample = block[c]![n]!;
          const noise = sample === 0 ? 0 : uniform() - uniform();
          const value = Math.round(sample * FULL_SCALE + noise);
          output[n * channels + c] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, value));
        }
      }
      return output;
    },
  };
};
