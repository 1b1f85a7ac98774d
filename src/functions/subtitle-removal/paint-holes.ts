import type { Inpainter } from '../../models/inpainter';
import type { RgbaImage } from '../../core/image';
import type { PlanarCrop } from '../../vision/planar-crop';
import { smoothFill } from '../../vision/smooth-fill';
import type { FillOptions } from '../../vision/fill-window';

/** Smaller holes (pixels) are as well painted smoothly. */
const MIN_HOLE_PX = 200;
/** BT.709, studio range, both ways: only the way back to the same planes matters. */
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;

const colorPlace = ({ widthPx, chromaStep }: PlanarCrop, place: number): number => {
  const x = place % widthPx;
  const y = (place - x) / widthPx;
  return Math.floor(y / chromaStep) * (widthPx / chromaStep) + Math.floor(x / chromaStep);
};

const toRgba = (crop: PlanarCrop): RgbaImage => {
  const { widthPx, heightPx } = crop;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const c = colorPlace(crop, i);
    const y = (crop.y[i]! - 16) * (255 / 219);
    const u = (crop.u[c]! - 128) * (255 / 224);
    const v = (crop.v[c]! - 128) * (255 / 224);
    const r = y + 2 * (1 - KR) * v;
    const b = y + 2 * (1 - KB) * u;
    data[4 * i] = r;
    data[4 * i + 1] = (y - KR * r - KB * b) / KG;
    data[4 * i + 2] = b;
    data[4 * i + 3] = 255;
  }
  return { widthPx, heightPx, data };
};

/** The painted pixels back as planes; colours of a block are those of its last painted pixel. */
const withPainted = (crop: PlanarCrop, { data }: RgbaImage, hole: Uint8Array): PlanarCrop => {
  const [luma, uPlane, vPlane] = [crop.y.slice(), crop.u.slice(), crop.v.slice()];
  for (let i = 0; i < hole.length; i++) {
    if (!hole[i]) continue;
    const [r, g, b] = [data[4 * i]!, data[4 * i + 1]!, data[4 * i + 2]!];
    const y = KR * r + KG * g + KB * b;
    luma[i] = 16 + (y * 219) / 255 + 0.5;
    const c = colorPlace(crop, i);
    uPlane[c] = 128 + ((b - y) / (2 * (1 - KB))) * (224 / 255) + 0.5;
    vPlane[c] = 128 + ((r - y) / (2 * (1 - KR))) * (224 / 255) + 0.5;
  }
  return { ...crop, y: luma, u: uPlane, v: vPlane };
};

/** Paints what no frame shows: with the network where there is one and the hole is worth it, else smoothly. */
export const createPainter =
  (inpainter: Inpainter | null): FillOptions['inpaint'] =>
  async (crop, hole) => {
    const pixels = hole.reduce((sum, value) => sum + value, 0);
    const smooth = smoothFill(crop, hole);
    if (!inpainter || pixels < MIN_HOLE_PX) return smooth;
    const { widthPx, heightPx } = crop;
    const mask = { widthPx, heightPx, data: Float32Array.from(hole) };
    return withPainted(crop, await inpainter.fill(toRgba(smooth), mask), hole);
  };
