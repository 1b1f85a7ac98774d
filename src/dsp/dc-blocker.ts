/** Pole of the one-pole high-pass: 3.5 Hz at 22.05 kHz. */
const POLE = 0.999;

/** Takes a constant offset out of a stream of mono blocks; an offset from the first sample on leaves no click. */
export const createDcBlocker = () => {
  let before: number | undefined;
  let output = 0;
  return (block: Float32Array): Float32Array => {
    const clean = new Float32Array(block.length);
    for (let n = 0; n < block.length; n++) {
      const sample = block[n]!;
      output = sample - (before ?? sample) + POLE * output;
      before = sample;
      clean[n] = output;
    }
    return clean;
  };
};
