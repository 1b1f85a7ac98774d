import type { Plane, RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { fillHoles } from './fill-holes';

export interface Inpainter extends AsyncDisposable {
  /**
   * Fills the pixels where `mask` (same size, > 0 = fill) with what could be there; all others come back unchanged.
   * The picture must be opaque. Throws what `Network.run` throws.
   */
  fill(image: RgbaImage, mask: Plane): Promise<RgbaImage>;
}

/** MI-GAN (Sargsyan et al., 2023), 512-px pipeline. Throws what `openNetwork` throws. */
export const openInpainter = async (options: OpenNetworkOptions): Promise<Inpainter> => {
  const network = await openNetwork(modelAsset('inpainting'), options);
  return {
    fill: (image, mask) => fillHoles(network, image, mask),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
