import type { BoxPx } from '../../core/geometry';
import type { Plane, RgbaImage } from '../../core/image';
import { refineEdges } from '../../vision/matting/refine-edges';
import { softShare } from '../../vision/matting/uncertain-band';
import { cropImage } from '../../vision/crop-image';
import { flattenImage } from '../../vision/flatten-image';
import { composeLooks, keepNearPeople } from './compose-looks';
import { applyEdits, hasEdits } from './hand-edits';
import { lookAtCrop, type Look, type View } from './look';
import type { MatteNetworks } from './open-networks';
import { onePersonOnce, planPhotoCrops, type Size } from './plan-crops';
import { planConfidence } from './plan-confidence';
import type { Params } from './subject-kind';

export interface StillMatte {
  readonly alpha: Plane;
  /** Bodies and heads that were found; 0 with `Subject: any`. */
  readonly people: number;
  readonly confidence: number;
}

/** MODNet was trained at 512; larger sees more hair and now and then loses the body, so it has one voice of three. */
const STANDARD: readonly View[] = [
  { shortSidePx: 512 },
  { shortSidePx: 512, mirrored: true },
  { shortSidePx: 672 },
];
const VIEWS = { standard: STANDARD, fine: [...STANDARD, { shortSidePx: 672, mirrored: true }] } as const;
/** Photos larger than this are also searched for people in four overlapping quarters. */
const LARGE_PX = 1000;
const QUARTER = 0.6;

/** Filter radius at native size: wide enough to bridge one pixel of the network's matte. */
const radiusFor = ({ widthPx, heightPx }: Size): number =>
  Math.max(2, Math.round(Math.min(widthPx, heightPx) / 360));

const quartersOf = ({ widthPx, heightPx }: Size): readonly BoxPx[] => {
  const w = Math.round(widthPx * QUARTER);
  const h = Math.round(heightPx * QUARTER);
  return [0, heightPx - h].flatMap((yPx) =>
    [0, widthPx - w].map((xPx) => ({ xPx, yPx, widthPx: w, heightPx: h })),
  );
};

/** People in the whole picture and, in large ones, small people in its quarters. */
const findPeople = async (image: RgbaImage, networks: MatteNetworks): Promise<readonly BoxPx[]> => {
  const found = [...(await networks.findPeople(image))];
  if (Math.min(image.widthPx, image.heightPx) < LARGE_PX) return found;
  for (const quarter of quartersOf(image)) {
    const boxes = await networks.findPeople(cropImage(image, quarter));
    // A body that a quarter cuts in half was seen whole before.
    const small = boxes.filter((box) => box.heightPx < quarter.heightPx / 2);
    found.push(...small.map((box) => ({ ...box, xPx: box.xPx + quarter.xPx, yPx: box.yPx + quarter.yPx })));
  }
  return found;
};

/** The alpha of one photo at its own size, 0..1. `null` when there is nobody and nothing was marked by hand. */
export const matteStill = async (
  original: RgbaImage,
  networks: MatteNetworks,
  params: Params,
  onProgress: (fraction: number) => void,
): Promise<StillMatte | null> => {
  const isAny = params.Subject === 'any';
  const image = flattenImage(original);
  const people = isAny ? [] : onePersonOnce(await findPeople(image, networks));
  const whole = [{ xPx: 0, yPx: 0, widthPx: image.widthPx, heightPx: image.heightPx }];
  const crops = isAny ? whole : planPhotoCrops(people, image);
  if (crops.length === 0 && !hasEdits(params)) return null;
  onProgress(0.1);
  const looks: Look[] = [];
  for (const crop of crops) {
    looks.push(await lookAtCrop(image, crop, networks, VIEWS[params.EdgeDetail]));
    onProgress(0.1 + (0.6 * looks.length) / crops.length);
  }
  const rough = composeLooks(looks, image, image);
  keepNearPeople(rough, people, image);
  const disagreement = Math.max(0, ...looks.map((look) => look.disagreement));
  const confidence = planConfidence({ disagreement, softShare: softShare(rough) });
  applyEdits(rough, params, 0);
  const alpha = refineEdges(image, rough, radiusFor(image));
  onProgress(0.9);
  return { alpha, people: people.length, confidence };
};
