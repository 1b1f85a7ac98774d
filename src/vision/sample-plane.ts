import { createKernelMemory } from '../kernels/kernel-memory';
import { openSampleRows, type SampleRows } from '../kernels/sample-rows';
import { planMeanTaps, planTaps, type Taps } from './plan-taps';
import { createSampleRows } from './sample-rows';

/** One plane of 8-bit samples in a sampler's memory. */
export interface Plane {
  /** Address of the first sample. */
  readonly at: number;
  /** Bytes from row to row. */
  readonly stride: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Part of a plane, px; fractions are allowed, and it may reach over the rim, which is then repeated. */
export interface PlaneRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where samples sit inside their cell, 0..1: 0.5 in luma; chroma of MPEG-2 4:2:0 sits at 0.25 across and 0.5 down. */
export interface Siting {
  readonly x: number;
  readonly y: number;
}

type Size = Pick<Plane, 'widthPx' | 'heightPx'>;

/** How a part of a plane is brought to another size: made once where frame after frame is sampled alike. */
export interface Sampling {
  readonly across: Taps;
  readonly down: Taps;
}

/** Cubic, widened on reduction so that nothing aliases; whole-pixel moves are plain copies. */
export const planSampling = (rect: PlaneRect, input: Size, output: Size, siting: Siting): Sampling => ({
  across: planTaps([rect.x, rect.width], input.widthPx, output.widthPx, siting.x),
  down: planTaps([rect.y, rect.height], input.heightPx, output.heightPx, siting.y),
});

/** Every sample is the mean of what it stands for: a whole plane made smaller, for looking at. */
export const planMeans = (input: Size, output: Size): Sampling => ({
  across: planMeanTaps(input.widthPx, output.widthPx),
  down: planMeanTaps(input.heightPx, output.heightPx),
});

export interface PlaneSampler {
  /** All memory that planes lie in; `source` and `output` are where its two parts start. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly source: number;
  readonly output: number;
  readonly outputBytes: number;
  readonly rows: Pick<SampleRows, 'splitPairs'>;
  /** Writes the planned part of `from` into `to`. */
  sample(from: Plane, sampling: Sampling, to: Plane): void;
}

export interface SamplerSizes {
  readonly sourceBytes: number;
  readonly outputBytes: number;
  /** Longest row or column of any plane. */
  readonly longestPx: number;
  /** `plain` leaves the SIMD kernel out. */
  readonly kernel?: 'simd' | 'plain';
}

/** Bytes of the weights of one axis: no more than four taps' reach over the input, and what fills whole vectors. */
const tableBytes = (longestPx: number): number => 64 * longestPx;

/** Resamples planes inside one block of memory, with the SIMD kernel where there is one. Throws a `RangeError` without room. */
export const openPlaneSampler = (sizes: SamplerSizes): PlaneSampler => {
  const { sourceBytes, outputBytes, longestPx, kernel = 'simd' } = sizes;
  const tables = tableBytes(longestPx);
  const { memory, at } = createKernelMemory({
    source: sourceBytes,
    output: outputBytes,
    line: longestPx,
    starts: 4 * longestPx,
    across: tables,
    down: tables,
  });
  const buffer = memory.buffer as ArrayBuffer;
  const bytes = new Uint8ClampedArray(buffer);
  const rows = (kernel === 'simd' ? openSampleRows(memory) : null) ?? createSampleRows(memory);

  const load = ({ across, down }: Sampling): void => {
    new Int32Array(buffer, at.starts, across.starts.length).set(across.starts);
    new Int16Array(buffer, at.across, across.weights.length).set(across.weights);
    new Int16Array(buffer, at.down, down.weights.length).set(down.weights);
  };

  /** Brings one row across, from the address that the first sample of a row would have. */
  const bringAcross = (
    { count, padded, starts, isSlide }: Taps,
    line: number,
    [to, length]: [number, number],
  ) => {
    const first = line + starts[0]!;
    if (isSlide && count === 1) bytes.copyWithin(to, first, first + length);
    // All samples have the same weights: the row is mixed with itself, moved by one byte a tap.
    else if (isSlide) rows.mixRows(first, 1, at.across, count, to, length);
    else rows.mixAcross(line, at.starts, at.across, padded, to, length);
  };

  const sample = (from: Plane, sampling: Sampling, to: Plane): void => {
    load(sampling);
    const { across, down } = sampling;
    const first = across.starts[0]!;
    const length = across.starts[to.widthPx - 1]! + across.count - first;
    for (let y = 0; y < to.heightPx; y++) {
      const row = from.at + down.starts[y]! * from.stride;
      const weights = at.down + 2 * y * down.padded;
      const target = [to.at + y * to.stride, to.widthPx] as [number, number];
      if (down.count === 1) bringAcross(across, row, target);
      else if (across.isSlide && across.count === 1)
        rows.mixRows(row + first, from.stride, weights, down.count, ...target);
      else {
        rows.mixRows(row + first, from.stride, weights, down.count, at.line, length);
        bringAcross(across, at.line - first, target);
      }
    }
  };
  return { bytes, source: at.source, output: at.output, outputBytes, rows, sample };
};
