import type { ByteView, PlaneRect, PlaneTarget } from '../../vision/sample-plane';
import { samplePlane } from '../../vision/sample-plane';
import type { SourceSize } from './plan-frame';
import { isWholeOutput, type Placement } from './plan-placement';

/** How the room beside the picture is filled; colours are Y, U, V. */
export type PlaneFill =
  | { readonly kind: 'blur' }
  | { readonly kind: 'color'; readonly yuv: readonly [number, number, number] }
  | { readonly kind: 'image'; readonly planes: Uint8Array };

const READABLE: ReadonlySet<string | null> = new Set(['I420', 'NV12']);

/** Eight-bit 4:2:0, which is cut and moved plane by plane so that colours stay as they are. */
export const hasReadablePlanes = (frame: VideoFrame): boolean => READABLE.has(frame.format);

const LUMA_SITING = { x: 0.5, y: 0.5 } as const;
/** H.264 and HEVC default (chroma_sample_loc 0): left, between two rows. */
const CHROMA_SITING = { x: 0.25, y: 0.5 } as const;

/** The three planes of a frame; the buffer is reused from frame to frame. */
const createReader = () => {
  let bytes = new Uint8Array(0);
  return async (frame: VideoFrame): Promise<readonly ByteView[]> => {
    const size = frame.allocationSize();
    if (bytes.length < size) bytes = new Uint8Array(size);
    const layout = await frame.copyTo(bytes);
    const rect = frame.visibleRect!;
    const luma = { widthPx: rect.width, heightPx: rect.height };
    const chroma = { widthPx: (rect.width + 1) >> 1, heightPx: (rect.height + 1) >> 1 };
    const view = (index: number, lane: number, step: 1 | 2): ByteView => ({
      bytes,
      offset: layout[index]!.offset + lane,
      stride: layout[index]!.stride,
      step,
      ...(index === 0 ? luma : chroma),
    });
    if (frame.format === 'NV12') return [view(0, 0, 1), view(1, 0, 2), view(1, 1, 2)];
    return [view(0, 0, 1), view(1, 0, 1), view(2, 0, 1)];
  };
};

/** Places of Y, U and V in a tight I420 buffer of even sides. */
export const planeTargets = (
  { widthPx, heightPx }: SourceSize,
  bytes: Uint8ClampedArray,
): readonly PlaneTarget[] => {
  const [half, low] = [widthPx >> 1, heightPx >> 1];
  const lumaBytes = widthPx * heightPx;
  return [
    { bytes, offset: 0, stride: widthPx, widthPx, heightPx },
    { bytes, offset: lumaBytes, stride: half, widthPx: half, heightPx: low },
    { bytes, offset: lumaBytes + half * low, stride: half, widthPx: half, heightPx: low },
  ];
};

const halved = ({ x, y, width, height }: PlaneRect): PlaneRect => ({
  x: x / 2,
  y: y / 2,
  width: width / 2,
  height: height / 2,
});

const inside = (target: PlaneTarget, { x, y, width, height }: PlaneRect): PlaneTarget => ({
  ...target,
  offset: target.offset + y * target.stride + x,
  widthPx: width,
  heightPx: height,
});

const asView = ({ bytes, offset, stride, widthPx, heightPx }: PlaneTarget): ByteView => ({
  bytes: new Uint8Array(bytes.buffer),
  offset,
  stride,
  step: 1,
  widthPx,
  heightPx,
});

/** The blurred backdrop is made this small first, px across: that is the blur. */
const BLUR_COLUMNS = 14;
/** Luma of the backdrop beside the picture's own, so that the picture stands out. */
const BLUR_LIGHT = 0.7;
const BLACK = 16;

/** Fills the whole target with the middle of the picture in it, grown to cover and blurred. */
const fillBlurred = (picture: ByteView, target: PlaneTarget, isLuma: boolean): void => {
  const aspect = target.widthPx / target.heightPx;
  const rows = Math.max(2, Math.round(BLUR_COLUMNS / aspect));
  const width = Math.min(picture.widthPx, picture.heightPx * aspect);
  const height = width / aspect;
  const small = new Uint8ClampedArray(BLUR_COLUMNS * rows);
  const smallTarget = {
    bytes: small,
    offset: 0,
    stride: BLUR_COLUMNS,
    widthPx: BLUR_COLUMNS,
    heightPx: rows,
  };
  const middle = { x: (picture.widthPx - width) / 2, y: (picture.heightPx - height) / 2, width, height };
  samplePlane(picture, middle, smallTarget, LUMA_SITING);
  if (isLuma) for (let i = 0; i < small.length; i++) small[i] = BLACK + (small[i]! - BLACK) * BLUR_LIGHT;
  const whole = { x: 0, y: 0, width: BLUR_COLUMNS, height: rows };
  samplePlane(asView(smallTarget), whole, target, LUMA_SITING);
};

/** Brings frames into the output's shape, plane by plane. */
export const createPlaneReframer = (output: SourceSize, fill: PlaneFill) => {
  const read = createReader();
  const { widthPx, heightPx } = output;
  const bytes = new Uint8ClampedArray((widthPx * heightPx * 3) >> 1);
  const targets = planeTargets(output, bytes);

  const fillRound = (view: ByteView, index: number): void => {
    const target = targets[index]!;
    if (fill.kind === 'blur') return fillBlurred(view, target, index === 0);
    const end = target.offset + target.stride * target.heightPx;
    if (fill.kind === 'color') bytes.fill(fill.yuv[index]!, target.offset, end);
    else bytes.set(fill.planes.subarray(target.offset, end), target.offset);
  };

  return async (frame: VideoFrame, placement: Placement): Promise<VideoFrame> => {
    const views = await read(frame);
    views.forEach((view, index) => {
      const isLuma = index === 0;
      if (!isWholeOutput(placement, output)) fillRound(view, index);
      const from = isLuma ? placement.from : halved(placement.from);
      const to = isLuma ? placement.to : halved(placement.to);
      samplePlane(view, from, inside(targets[index]!, to), isLuma ? LUMA_SITING : CHROMA_SITING);
    });
    return new VideoFrame(bytes, {
      format: 'I420',
      codedWidth: widthPx,
      codedHeight: heightPx,
      timestamp: frame.timestamp,
      colorSpace: frame.colorSpace,
    });
  };
};
