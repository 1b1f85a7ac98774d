import type { Plane, RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import type { TensorData, Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { resizeBilinear, resizePlane } from '../vision/resize';
import { IMAGENET_SCALING, planarTensor } from './image-tensor';

const INPUT_SIDE_PX = 320;
/** Maps that nowhere rise above this hold no subject; stretching them to 0..1 would make one up. */
const MIN_PEAK = 0.3;

export interface SubjectMatte extends AsyncDisposable {
  /** Soft mask of whatever stands out, 0..1, in the size of the given picture. All 0 when nothing does. */
  matte(image: RgbaImage): Promise<Plane>;
}

/** The network was trained on pictures divided by their own brightest value. */
const normalizedInput = (small: RgbaImage): TensorData => {
  let brightest = 1;
  for (let i = 0; i < small.data.length; i++) {
    if (i % 4 !== 3) brightest = Math.max(brightest, small.data[i]!);
  }
  const gain = 255 / brightest;
  const { mean, scale } = IMAGENET_SCALING;
  return planarTensor(small, {
    mean: [mean[0] / gain, mean[1] / gain, mean[2] / gain],
    scale: [scale[0] * gain, scale[1] * gain, scale[2] * gain],
  });
};

/** To the full range 0..1, as upstream does. */
export const stretchMap = (map: Float32Array): Float32Array<ArrayBuffer> => {
  let low = Infinity;
  let high = -Infinity;
  for (const value of map) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high < MIN_PEAK) return new Float32Array(map.length);
  const range = Math.max(1e-6, high - low);
  return Float32Array.from(map, (value) => (value - low) / range);
};

const findSubject = async (network: Network, image: RgbaImage): Promise<Plane> => {
  const small = resizeBilinear(image, INPUT_SIDE_PX, INPUT_SIDE_PX);
  const output = await network.run({ [network.inputNames[0]!]: normalizedInput(small) });
  const map = output[network.outputNames[0]!]!.data as Float32Array;
  const plane = { widthPx: INPUT_SIDE_PX, heightPx: INPUT_SIDE_PX, data: stretchMap(map) };
  return resizePlane(plane, image.widthPx, image.heightPx, 'bilinear');
};

/** U2-Net-p (Qin et al., 2020). Throws what `openNetwork` throws. Source: https://github.com/xuebinqin/U-2-Net */
export const openSubjectMatte = async (options: OpenNetworkOptions): Promise<SubjectMatte> => {
  const network = await openNetwork(modelAsset('subject-matte'), options);
  return {
    matte: (image) => findSubject(network, image),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
