import type { BoxPx } from '../../core/geometry';
import type { Plane, RgbaImage } from '../../core/image';
import { cropImage } from '../../vision/crop-image';
import { mirrorImage, mirrorPlane } from '../../vision/mirror';
import { settleMatte } from '../../vision/matting/settle-matte';
import { resizePlane } from '../../vision/resize';
import type { MatteNetworks } from './open-networks';
import type { Size } from './plan-crops';

/** One run of the network. */
export interface View {
  /** Length the crop's shorter side is scaled to. */
  readonly shortSidePx: number;
  /** Seen in a mirror: errors on the way there are others than here, and the middle opinion loses both. */
  readonly mirrored?: boolean;
}

/** One crop's alpha, still at the networks' size. */
export interface Look {
  readonly crop: BoxPx;
  readonly alpha: Plane;
  /** 0..1: how far the views differ, over what they call subject; 0 with one view. */
  readonly disagreement: number;
}

/** Radius around a pixel that decides whether it is near an edge, at the networks' size. */
const SETTLE_PX = 3;

const middle = (values: number[]): number => {
  values.sort((a, b) => a - b);
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
};

const blend = (planes: readonly Plane[], { widthPx, heightPx }: Size): Plane => {
  if (planes.length === 1) return planes[0]!;
  const data = new Float32Array(widthPx * heightPx);
  for (let i = 0; i < data.length; i++) data[i] = middle(planes.map((plane) => plane.data[i]!));
  return { widthPx, heightPx, data };
};

const disagreementOf = (planes: readonly Plane[]): number => {
  let different = 0;
  let subject = 0;
  for (let i = 0; i < planes[0]!.data.length; i++) {
    let low = 1;
    let high = 0;
    for (const { data } of planes) {
      low = Math.min(low, data[i]!);
      high = Math.max(high, data[i]!);
    }
    different += high - low;
    subject += high;
  }
  return subject > 0 ? different / subject : 0;
};

const lookOnce = async (part: RgbaImage, { portrait }: MatteNetworks, view: View): Promise<Plane> =>
  view.mirrored
    ? mirrorPlane(await portrait(mirrorImage(part), view.shortSidePx))
    : portrait(part, view.shortSidePx);

/** Looks at one crop in every view asked for and takes the middle opinion. */
export const lookAtCrop = async (
  image: RgbaImage,
  crop: BoxPx,
  networks: MatteNetworks,
  views: readonly View[],
): Promise<Look> => {
  const part =
    crop.widthPx === image.widthPx && crop.heightPx === image.heightPx ? image : cropImage(image, crop);
  const seen: Plane[] = [];
  for (const view of views) seen.push(await lookOnce(part, networks, view));
  const largest = seen.reduce((a, b) => (b.widthPx > a.widthPx ? b : a));
  const planes = seen.map((plane) => resizePlane(plane, largest.widthPx, largest.heightPx, 'bilinear'));
  const salient = networks.salient && (await networks.salient(part));
  if (salient) planes.push(resizePlane(salient, largest.widthPx, largest.heightPx, 'bilinear'));
  const opinion = blend(planes, largest);
  return { crop, alpha: settleMatte(opinion, SETTLE_PX), disagreement: disagreementOf(planes) };
};
