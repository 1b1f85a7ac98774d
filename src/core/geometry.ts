/** Box normalised to the picture, origin top-left: `[x, y, width, height]`, each 0..1. */
export type NormalizedBox = readonly [x: number, y: number, width: number, height: number];

/** Box in pixels, origin top-left; may be fractional. */
export interface BoxPx {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Half-open time span in seconds. */
export interface TimeRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

export const boxArea = (box: BoxPx): number => Math.max(0, box.widthPx) * Math.max(0, box.heightPx);

/** The smallest box round all of them; at least one must be given. */
export const unionBox = (boxes: readonly BoxPx[]): BoxPx => {
  const xPx = Math.min(...boxes.map((box) => box.xPx));
  const yPx = Math.min(...boxes.map((box) => box.yPx));
  return {
    xPx,
    yPx,
    widthPx: Math.max(...boxes.map((box) => box.xPx + box.widthPx)) - xPx,
    heightPx: Math.max(...boxes.map((box) => box.yPx + box.heightPx)) - yPx,
  };
};

/** Intersection over union, 0..1. */
export const intersectionOverUnion = (a: BoxPx, b: BoxPx): number => {
  const width = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - Math.max(a.xPx, b.xPx);
  const height = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - Math.max(a.yPx, b.yPx);
  if (width <= 0 || height <= 0) return 0;
  const overlap = width * height;
  return overlap / (boxArea(a) + boxArea(b) - overlap);
};

export const toNormalizedBox = (box: BoxPx, widthPx: number, heightPx: number): NormalizedBox => [
  box.xPx / widthPx,
  box.yPx / heightPx,
  box.widthPx / widthPx,
  box.heightPx / heightPx,
];

export const toBoxPx = (box: NormalizedBox, widthPx: number, heightPx: number): BoxPx => ({
  xPx: box[0] * widthPx,
  yPx: box[1] * heightPx,
  widthPx: box[2] * widthPx,
  heightPx: box[3] * heightPx,
});
