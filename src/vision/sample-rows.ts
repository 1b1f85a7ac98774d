import type { SampleRows } from '../kernels/sample-rows';
import { ONE, ONE_BITS } from './plan-taps';

const HALF = ONE >> 1;

/** The plain twin of the kernel: the same functions over the same addresses. */
export const createSampleRows = (memory: WebAssembly.Memory): SampleRows => {
  const buffer = memory.buffer as ArrayBuffer;
  const bytes = new Uint8ClampedArray(buffer);
  const weightsFrom = (at: number, count: number) => new Int16Array(buffer, at, count);
  return {
    mixRows: (...args) => {
      const [source, stride, weights, count, out, length] = args;
      const own = weightsFrom(weights, count);
      for (let x = 0; x < length; x++) {
        let sum = HALF;
        for (let k = 0, at = source + x; k < count; k++, at += stride) sum += Math.imul(own[k]!, bytes[at]!);
        bytes[out + x] = sum >> ONE_BITS;
      }
    },
    mixAcross: (...args) => {
      const [line, starts, weights, taps, out, length] = args;
      const own = weightsFrom(weights, taps * length);
      const from = new Int32Array(buffer, starts, length);
      for (let x = 0, k = 0; x < length; x++) {
        let sum = HALF;
        for (let at = line + from[x]!, end = k + taps; k < end; k++, at++)
          sum += Math.imul(own[k]!, bytes[at]!);
        bytes[out + x] = sum >> ONE_BITS;
      }
    },
    splitPairs: (pairs, first, second, length) => {
      for (let i = 0; i < length; i++) {
        bytes[first + i] = bytes[pairs + 2 * i]!;
        bytes[second + i] = bytes[pairs + 2 * i + 1]!;
      }
    },
  };
};
