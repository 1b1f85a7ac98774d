/** Periodic Hann window, `length` samples: sums to a constant at hops of length/2, length/4 ... */
export const hannWindow = (length: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
