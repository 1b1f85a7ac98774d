import type { Plane, RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { resizeBilinear, resizePlane } from '../vision/resize';
import { planarTensor, uniformScaling } from './image-tensor';

const SIDE_STEP_PX = 32;
const SCALING = uniformScaling(127.5, 1 / 127.5);
/** MODNet was trained at 512; much less loses hair, much more loses the person. */
const DEFAULT_SHORT_SIDE_PX = 512;
/** Panoramas are not blown up without bound. */
const MAX_LONG_SIDE_PX = 1024;

export interface MatteSize {
  /** Length the picture's shorter side is scaled to for the network. */
  readonly shortSidePx?: number;
  /** Gives the matte in the network's own size instead of the picture's. */
  readonly asSeen?: boolean;
}

export interface PortraitMatte extends AsyncDisposable {
  /** Alpha of the people, 0..1, in the size of the given picture (see `asSeen`). Throws what `Network.run` throws. */
  matte(image: RgbaImage, size?: MatteSize): Promise<Plane>;
}

const inStep = (sidePx: number): number =>
  Math.max(SIDE_STEP_PX, Math.round(sidePx / SIDE_STEP_PX) * SIDE_STEP_PX);

const estimateMatte = async (
  network: Network,
  image: RgbaImage,
  { shortSidePx = DEFAULT_SHORT_SIDE_PX, asSeen = false }: MatteSize,
): Promise<Plane> => {
  const { widthPx, heightPx } = image;
  const scale = Math.min(
    shortSidePx / Math.min(widthPx, heightPx),
    MAX_LONG_SIDE_PX / Math.max(widthPx, heightPx),
  );
  const small = resizeBilinear(image, inStep(widthPx * scale), inStep(heightPx * scale));
  const { output } = await network.run({ input: planarTensor(small, SCALING) });
  const alpha = Float32Array.from(output!.data as Float32Array);
  const seen = { widthPx: small.widthPx, heightPx: small.heightPx, data: alpha };
  return asSeen ? seen : resizePlane(seen, widthPx, heightPx, 'bilinear');
};

/**
 * MODNet: hair-fine mattes of people who fill a good part of the picture; run it on a crop for small ones.
 * Throws what `openNetwork` throws. Source: https://github.com/ZHKKKe/MODNet
 */
export const openPortraitMatte = async (options: OpenNetworkOptions): Promise<PortraitMatte> => {
  const network = await openNetwork(modelAsset('portrait-matte'), options);
  return {
    matte: (image, size = {}) => estimateMatte(network, image, size),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
