import type { RgbaImage } from '../../core/image';
import { openFrameOutlet } from '../../gpu/open-frame-outlet';
import type { Gpu } from '../../gpu/open-gpu';
import { openScalePass, type ScalePass } from '../../gpu/open-scale-pass';
import type { FrameWork } from '../../gpu/open-with-twin';
import { createPicture, loadPicture, takesFrames } from '../../gpu/textures';
import type { DecodedFrame } from '../../media/media-source';
import { planSampling, type PlaneRect, type Sampling } from '../../vision/sample-plane';
import { BLUR_LIGHT, planBackdrop } from './blurred-backdrop';
import type { CanvasFill } from './draw-reframed';
import { parseColor } from './fill-planes';
import type { SourceSize } from './plan-frame';
import { isWholeOutput, type Placement } from './plan-placement';

export interface PlacedFrame {
  readonly frame: DecodedFrame;
  readonly placement: Placement;
}

export interface GpuReframeOptions {
  readonly input: SourceSize;
  readonly output: SourceSize;
  readonly fill: CanvasFill;
}

const SITING = { x: 0.5, y: 0.5 } as const;

/** What lies round the picture where it is not the picture itself, as pixels. */
const drawRoom = (fill: CanvasFill, { widthPx, heightPx }: SourceSize): RgbaImage => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const [red, green, blue] = fill.kind === 'color' ? parseColor(fill.color) : [0, 0, 0];
  context.fillStyle = `rgb(${red}, ${green}, ${blue})`;
  context.fillRect(0, 0, widthPx, heightPx);
  // It has the output's size already.
  if (fill.kind === 'image') context.drawImage(fill.image, 0, 0);
  const data = context.getImageData(0, 0, widthPx, heightPx).data as Uint8ClampedArray<ArrayBuffer>;
  return { widthPx, heightPx, data };
};

const sizeOf = ({ width, height }: PlaneRect): SourceSize => ({ widthPx: width, heightPx: height });

/** The picture's own middle, small and then grown into the room round it. */
const createBackdrop = (gpu: Gpu, scale: ScalePass, { input, output }: GpuReframeOptions) => {
  const { small, middleOf, barsOf } = planBackdrop(output);
  const texture = createPicture(gpu, small, true);
  const shrink = planSampling(
    middleOf({ x: 0, y: 0, width: input.widthPx, height: input.heightPx }),
    input,
    small,
    SITING,
  );
  const draw = (source: GPUTexture, target: GPUTexture, picture: PlaneRect): void => {
    const to = { x: 0, y: 0, width: small.widthPx, height: small.heightPx };
    scale.draw({ source, sampling: shrink, target: texture, to, light: BLUR_LIGHT });
    for (const { bar, from } of barsOf(picture)) {
      const sampling = planSampling(from, small, sizeOf(bar), SITING);
      scale.draw({ source: texture, sampling, target, to: bar });
    }
  };
  return { draw, close: () => texture.destroy() };
};

/** Brings frames that browsers give out as RGB only into the output's shape on a device. `run` throws `gpu-lost`. */
export const openGpuReframer = async (
  gpu: Gpu,
  options: GpuReframeOptions,
): Promise<FrameWork<PlacedFrame, VideoFrame | RgbaImage>> => {
  const { input, output, fill } = options;
  const scale = await openScalePass(gpu);
  const outlet = await openFrameOutlet(gpu, output);
  const source = createPicture(gpu, input);
  const target = createPicture(gpu, output, true);
  const backdrop = fill.kind === 'blur' ? createBackdrop(gpu, scale, options) : null;
  const room = fill.kind === 'blur' ? null : drawRoom(fill, output);
  let last: { readonly placement: Placement; readonly sampling: Sampling } | null = null;
  return {
    run: async ({ frame, placement }) => {
      loadPicture(gpu, source, takesFrames(gpu) ? frame.videoFrame : await frame.readRgba());
      const { from, to } = placement;
      const isKnown = JSON.stringify(last?.placement) === JSON.stringify(placement);
      if (!isKnown) last = { placement, sampling: planSampling(from, input, sizeOf(to), SITING) };
      if (!isKnown && room) loadPicture(gpu, target, room);
      scale.draw({ source, sampling: last!.sampling, target, to });
      if (!isWholeOutput(placement, output)) backdrop?.draw(source, target, to);
      return outlet.take(target, frame.timeSeconds);
    },
    close: () => {
      [scale, outlet, backdrop].forEach((part) => part?.close());
      [source, target].forEach((texture) => texture.destroy());
    },
  };
};
