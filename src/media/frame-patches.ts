import type { BoxPx } from '../core/geometry';

/** A part of a frame: luma and two colour planes of a half (4:2:0) or of the full size (4:4:4), row-major. */
export interface FramePlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly y: Uint8Array<ArrayBuffer>;
  readonly u: Uint8Array<ArrayBuffer>;
  readonly v: Uint8Array<ArrayBuffer>;
  readonly chromaStep: 1 | 2;
}

/** New pixels for a part of a frame. */
export interface FramePatch {
  /** Even left and top. */
  readonly xPx: number;
  readonly yPx: number;
  /** As read with `readPlanes`, and as they shall be. */
  readonly before: FramePlanes;
  readonly after: FramePlanes;
}

/** BT.709 in full range: only the way back matters. */
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;
const U_SCALE = 2 * (1 - KB);
const V_SCALE = 2 * (1 - KR);
const MIDDLE = 128;

const isHalved = (format: VideoPixelFormat | null): boolean => format === 'I420' || format === 'NV12';

const visibleRect = (frame: VideoFrame): DOMRectInit & { x: number; y: number } =>
  frame.visibleRect ?? { x: 0, y: 0, width: frame.codedWidth, height: frame.codedHeight };

const takeRows = (
  bytes: Uint8Array,
  { offset, stride }: PlaneLayout,
  size: { readonly widthPx: number; readonly heightPx: number },
  { step, lane }: { readonly step: 1 | 2; readonly lane: 0 | 1 },
): Uint8Array<ArrayBuffer> => {
  const { widthPx, heightPx } = size;
  const plane = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const from = offset + y * stride + lane;
    if (step === 1) plane.set(bytes.subarray(from, from + widthPx), y * widthPx);
    else for (let x = 0; x < widthPx; x++) plane[y * widthPx + x] = bytes[from + 2 * x]!;
  }
  return plane;
};

const rgbToPlanes = (rgba: Uint8Array, widthPx: number, heightPx: number): FramePlanes => {
  const pixels = widthPx * heightPx;
  const [y, u, v] = [new Uint8Array(pixels), new Uint8Array(pixels), new Uint8Array(pixels)];
  for (let i = 0; i < pixels; i++) {
    const [r, g, b] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
    const luma = KR * r + KG * g + KB * b;
    y[i] = luma + 0.5;
    u[i] = Math.min(255, (b - luma) / U_SCALE + MIDDLE + 0.5);
    v[i] = Math.min(255, (r - luma) / V_SCALE + MIDDLE + 0.5);
  }
  return { widthPx, heightPx, y, u, v, chromaStep: 1 };
};

/** Reads a part of an upright frame; left, top and both sides must be even. No colour conversion for 4:2:0. */
export const readPlanes = async (frame: VideoFrame, box: BoxPx): Promise<FramePlanes> => {
  const { widthPx, heightPx } = box;
  const { x, y } = visibleRect(frame);
  const rect = { x: x + box.xPx, y: y + box.yPx, width: widthPx, height: heightPx };
  if (!isHalved(frame.format)) {
    const rgba = new Uint8Array(widthPx * heightPx * 4);
    await frame.copyTo(rgba, { rect, format: 'RGBA', colorSpace: 'srgb' });
    return rgbToPlanes(rgba, widthPx, heightPx);
  }
  const bytes = new Uint8Array(frame.allocationSize({ rect }));
  const [first, second, third] = await frame.copyTo(bytes, { rect });
  const half = { widthPx: widthPx / 2, heightPx: heightPx / 2 };
  const isPaired = frame.format === 'NV12';
  const u = takeRows(bytes, second!, half, { step: isPaired ? 2 : 1, lane: 0 });
  const v = isPaired
    ? takeRows(bytes, second!, half, { step: 2, lane: 1 })
    : takeRows(bytes, third!, half, { step: 1, lane: 0 });
  return {
    widthPx,
    heightPx,
    y: takeRows(bytes, first!, { widthPx, heightPx }, { step: 1, lane: 0 }),
    u,
    v,
    chromaStep: 2,
  };
};

const putRows = (
  bytes: Uint8Array,
  { offset, stride }: PlaneLayout,
  plane: { readonly data: Uint8Array; readonly widthPx: number },
  at: { readonly x: number; readonly y: number; readonly step: 1 | 2; readonly lane: 0 | 1 },
): void => {
  const { data, widthPx } = plane;
  const rows = data.length / widthPx;
  for (let row = 0; row < rows; row++) {
    const to = offset + (at.y + row) * stride + at.x * at.step + at.lane;
    if (at.step === 1) bytes.set(data.subarray(row * widthPx, (row + 1) * widthPx), to);
    else for (let x = 0; x < widthPx; x++) bytes[to + 2 * x] = data[row * widthPx + x]!;
  }
};

const patchPlanar = async (frame: VideoFrame, patches: readonly FramePatch[]): Promise<VideoFrame> => {
  const bytes = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(bytes);
  const [first, second, third] = layout;
  const step = frame.format === 'NV12' ? 2 : 1;
  for (const { xPx, yPx, after } of patches) {
    const half = { x: xPx / 2, y: yPx / 2, step, lane: 0 } as const;
    const halfWidth = after.widthPx / 2;
    putRows(bytes, first!, { data: after.y, widthPx: after.widthPx }, { x: xPx, y: yPx, step: 1, lane: 0 });
    putRows(bytes, second!, { data: after.u, widthPx: halfWidth }, half);
    const isPaired = step === 2;
    const place = { ...half, lane: isPaired ? 1 : 0 } as const;
    putRows(bytes, isPaired ? second! : third!, { data: after.v, widthPx: halfWidth }, place);
  }
  const { width = frame.codedWidth, height = frame.codedHeight } = visibleRect(frame);
  return new VideoFrame(bytes, {
    format: frame.format!,
    codedWidth: width,
    codedHeight: height,
    timestamp: frame.timestamp,
    ...(frame.duration === null ? {} : { duration: frame.duration }),
    colorSpace: frame.colorSpace.toJSON(),
    layout,
  });
};

/** Writes the changed pixels into straight RGBA; alpha stays. */
export const patchRgba = (rgba: Uint8ClampedArray, widthPx: number, patches: readonly FramePatch[]): void => {
  for (const { xPx, yPx, before, after } of patches) {
    for (let i = 0; i < after.y.length; i++) {
      const [y, u, v] = [after.y[i]!, after.u[i]!, after.v[i]!];
      if (y === before.y[i] && u === before.u[i] && v === before.v[i]) continue;
      const x = i % after.widthPx;
      const to = ((yPx + (i - x) / after.widthPx) * widthPx + xPx + x) * 4;
      const r = y + V_SCALE * (v - MIDDLE);
      const b = y + U_SCALE * (u - MIDDLE);
      rgba[to] = r;
      rgba[to + 1] = (y - KR * r - KB * b) / KG;
      rgba[to + 2] = b;
    }
  }
};

const patchPacked = async (frame: VideoFrame, patches: readonly FramePatch[]): Promise<VideoFrame> => {
  const { width = frame.codedWidth, height = frame.codedHeight } = visibleRect(frame);
  const rgba = new Uint8ClampedArray(width * height * 4);
  await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb' });
  patchRgba(rgba, width, patches);
  return new VideoFrame(rgba, {
    format: 'RGBA',
    codedWidth: width,
    codedHeight: height,
    timestamp: frame.timestamp,
  });
};

/** A copy of the frame with other pixels in places; all the rest is the decoder's own. Close it. */
export const patchFrame = (frame: VideoFrame, patches: readonly FramePatch[]): Promise<VideoFrame> =>
  isHalved(frame.format) ? patchPlanar(frame, patches) : patchPacked(frame, patches);
