import {
  openPlaneSampler,
  planSampling,
  type Plane,
  type PlaneRect,
  type PlaneSampler,
} from '../../vision/sample-plane';
import { BACKDROP_BYTES, createBackdrop, partOf } from './blurred-backdrop';
import type { SourceSize } from './plan-frame';
import type { Placement } from './plan-placement';

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

const chromaOf = ({ widthPx, heightPx }: SourceSize): SourceSize => ({
  widthPx: (widthPx + 1) >> 1,
  heightPx: (heightPx + 1) >> 1,
});

const lumaBytes = ({ widthPx, heightPx }: SourceSize): number => widthPx * heightPx;

/** Places of Y, U and V in a tight I420 picture. */
export const planePlaces = (size: SourceSize, at: number): readonly Plane[] => {
  const half = chromaOf(size);
  const [luma, chroma] = [lumaBytes(size), lumaBytes(half)];
  return [
    { at, stride: size.widthPx, ...size },
    { at: at + luma, stride: half.widthPx, ...half },
    { at: at + luma + chroma, stride: half.widthPx, ...half },
  ];
};

const planarBytes = (size: SourceSize): number => lumaBytes(size) + 2 * lumaBytes(chromaOf(size));

const sizeOf = (frame: VideoFrame): SourceSize => ({
  widthPx: frame.visibleRect!.width,
  heightPx: frame.visibleRect!.height,
});

/** Where a frame is copied to: its planes, and behind them the chroma pairs of NV12. */
const createReader = ({ bytes, source, rows }: PlaneSampler, size: SourceSize) => {
  const planes = planePlaces(size, source);
  const [luma, first, second] = planes as [Plane, Plane, Plane];
  const pairs = source + planarBytes(size);
  const length = lumaBytes(first);
  const place = (at: number, stride: number) => ({ offset: at - source, stride });
  const room = bytes.subarray(source, pairs + 2 * length);
  return async (frame: VideoFrame): Promise<readonly Plane[]> => {
    const isPaired = frame.format === 'NV12';
    const chroma = isPaired
      ? [place(pairs, 2 * first.stride)]
      : [place(first.at, first.stride), place(second.at, second.stride)];
    await frame.copyTo(room, { layout: [place(luma.at, luma.stride), ...chroma] });
    if (isPaired) {
      // The first plane's last vector runs into the second, which is then written.
      rows.splitPairs(pairs, first.at, second.at, length);
    }
    return planes;
  };
};

const halved = ({ x, y, width, height }: PlaneRect): PlaneRect => ({
  x: x / 2,
  y: y / 2,
  width: width / 2,
  height: height / 2,
});

const sameRect = (a: PlaneRect, b: PlaneRect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** One plane of the output: brings the picture into it, and fills the room round it. */
const createPlane = (sampler: PlaneSampler, target: Plane, index: number, fill: PlaneFill) => {
  const isLuma = index === 0;
  const ownRect = isLuma ? (rect: PlaneRect) => rect : halved;
  const end = target.at + target.stride * target.heightPx;
  const fillOnce = (): void => {
    const { bytes, output } = sampler;
    if (fill.kind === 'color') bytes.fill(fill.yuv[index]!, target.at, end);
    if (fill.kind === 'image') bytes.set(fill.planes.subarray(target.at - output, end - output), target.at);
  };
  const plan = (from: Plane, placement: Placement) => {
    const picture = ownRect(placement.to);
    const own = partOf(target, picture);
    const sampling = planSampling(ownRect(placement.from), from, own, isLuma ? LUMA_SITING : CHROMA_SITING);
    const isWhole = own.widthPx === target.widthPx && own.heightPx === target.heightPx;
    const hasBackdrop = !isWhole && fill.kind === 'blur';
    const backdrop = hasBackdrop ? createBackdrop(sampler, { target, picture, isLuma }) : null;
    return { placement, own, sampling, backdrop };
  };
  let last: ReturnType<typeof plan> | null = null;
  return (from: Plane, placement: Placement): void => {
    const isSame = last !== null && sameRect(last.placement.to, placement.to);
    // Filled when the picture changes its place; it covers the same room after.
    if (!isSame) fillOnce();
    if (!isSame || !sameRect(last!.placement.from, placement.from)) last = plan(from, placement);
    sampler.sample(from, last!.sampling, last!.own);
    last!.backdrop?.();
  };
};

/** Everything for frames of one size. */
const createSetup = (input: SourceSize, output: SourceSize, fill: PlaneFill) => {
  const outputBytes = planarBytes(output);
  const sampler = openPlaneSampler({
    sourceBytes: planarBytes(input) + 2 * lumaBytes(chromaOf(input)),
    // The backdrop's small picture lies behind the output.
    outputBytes: outputBytes + BACKDROP_BYTES,
    longestPx: Math.max(input.widthPx, input.heightPx, output.widthPx, output.heightPx),
  });
  return {
    input,
    read: createReader(sampler, input),
    planes: planePlaces(output, sampler.output).map((target, index) =>
      createPlane(sampler, target, index, fill),
    ),
    bytes: sampler.bytes.subarray(sampler.output, sampler.output + outputBytes),
  };
};

/** Brings frames into the output's shape (even sides), plane by plane. */
export const createPlaneReframer = (output: SourceSize, fill: PlaneFill) => {
  let setup: ReturnType<typeof createSetup> | null = null;
  return async (frame: VideoFrame, placement: Placement): Promise<VideoFrame> => {
    const { widthPx, heightPx } = sizeOf(frame);
    const isKnown = setup?.input.widthPx === widthPx && setup.input.heightPx === heightPx;
    if (!isKnown) setup = createSetup({ widthPx, heightPx }, output, fill);
    const { read, planes, bytes } = setup!;
    (await read(frame)).forEach((from, index) => planes[index]!(from, placement));
    return new VideoFrame(bytes, {
      format: 'I420',
      codedWidth: output.widthPx,
      codedHeight: output.heightPx,
      timestamp: frame.timestamp,
      colorSpace: frame.colorSpace,
    });
  };
};
