import type { Plane, RgbaImage } from '../core/image';
import { labPlanes } from './color';
import { fitInside, resizeArea } from './resize';

/** Longer side of the saliency map, px. */
const MAP_PX = 96;
const RASTER_PASSES = 3;
/** How the two cues are mixed: distance from the border, and contrast to the average colour. */
const BARRIER_WEIGHT = 0.7;
/** Strength of the pull towards the centre, where subjects are usually put. */
const CENTER_PULL = 0.35;

interface BarrierState {
  readonly values: Float32Array;
  readonly high: Float32Array;
  readonly low: Float32Array;
  readonly cost: Float32Array;
}

const relax = (state: BarrierState, index: number, neighbor: number): void => {
  const value = state.values[index]!;
  const high = Math.max(state.high[neighbor]!, value);
  const low = Math.min(state.low[neighbor]!, value);
  if (high - low >= state.cost[index]!) return;
  state.cost[index] = high - low;
  state.high[index] = high;
  state.low[index] = low;
};

const sweep = (state: BarrierState, widthPx: number, heightPx: number, forward: boolean): void => {
  const step = forward ? -1 : 1;
  for (let k = 0; k < widthPx * heightPx; k++) {
    const index = forward ? k : widthPx * heightPx - 1 - k;
    const x = index % widthPx;
    const y = (index - x) / widthPx;
    if (x + step >= 0 && x + step < widthPx) relax(state, index, index + step);
    if (y + step >= 0 && y + step < heightPx) relax(state, index, index + step * widthPx);
  }
};

/**
 * Minimum barrier distance of every pixel to the border of the picture, by raster scanning (Zhang et al.,
 * "Minimum Barrier Salient Object Detection at 80 FPS", 2015): small for what continues to the border.
 */
const barrierDistance = ({ data, widthPx, heightPx }: Plane): Float32Array => {
  const cost = new Float32Array(data.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < data.length; i++) {
    const x = i % widthPx;
    const y = (i - x) / widthPx;
    if (x === 0 || y === 0 || x === widthPx - 1 || y === heightPx - 1) cost[i] = 0;
  }
  const state = { values: data, high: data.slice(), low: data.slice(), cost };
  for (let pass = 0; pass < RASTER_PASSES; pass++) sweep(state, widthPx, heightPx, pass % 2 === 0);
  return cost;
};

const addScaled = (target: Float32Array, values: Float32Array, weight: number): void => {
  let top = 0;
  for (const value of values) top = Math.max(top, value);
  if (top <= 0) return;
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + (weight * values[i]!) / top;
};

/** Distance of every pixel's colour to the mean colour (Achanta et al., "Frequency-tuned Salient Region", 2009). */
const colorContrast = (planes: readonly Plane[]): Float32Array => {
  const total = new Float32Array(planes[0]!.data.length);
  for (const { data } of planes) {
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    for (let i = 0; i < total.length; i++) total[i] = total[i]! + (data[i]! - mean) ** 2;
  }
  return total.map(Math.sqrt);
};

const pullToCenter = ({ data, widthPx, heightPx }: Plane): void => {
  for (let i = 0; i < data.length; i++) {
    const dx = ((i % widthPx) + 0.5) / widthPx - 0.5;
    const dy = (Math.floor(i / widthPx) + 0.5) / heightPx - 0.5;
    data[i] = data[i]! * (1 - CENTER_PULL * Math.min(1, (dx * dx + dy * dy) / 0.35));
  }
};

/** What draws the eye, 0..1 (maximum 1 unless the picture is flat), at most 96 px on the longer side. */
export const measureSaliency = (image: RgbaImage): Plane => {
  const { widthPx, heightPx } = fitInside(image, MAP_PX, MAP_PX);
  const planes = labPlanes(resizeArea(image, widthPx, heightPx));
  const barrier = new Float32Array(widthPx * heightPx);
  for (const plane of planes) {
    const distance = barrierDistance(plane);
    for (let i = 0; i < barrier.length; i++) barrier[i] = barrier[i]! + distance[i]!;
  }
  const map = { widthPx, heightPx, data: new Float32Array(widthPx * heightPx) };
  addScaled(map.data, barrier, BARRIER_WEIGHT);
  addScaled(map.data, colorContrast(planes), 1 - BARRIER_WEIGHT);
  pullToCenter(map);
  const scaled = new Float32Array(map.data.length);
  addScaled(scaled, map.data, 1);
  // Squaring separates the subject from the weak response that the rest of the picture always gives.
  return { widthPx, heightPx, data: scaled.map((value) => value * value) };
};
