import type { Plane, RgbaImage } from '../../core/image';
import { createArena } from '../../kernels/kernel-arena';
import { openMatte } from '../../kernels/matte';
import { enlargeAlpha, TRUST_SPAN } from './enlarge-alpha';
import { OPAQUE, straightColours, type Layers } from './estimate-layers';
import type { GuidedSettings } from './guided-filter';
import { HIGH, LOW } from './uncertain-band';

/** A frame's matte at a small size, and the smooth colours of both layers. */
export interface SmallMatte {
  readonly image: RgbaImage;
  /** 0..1, the small picture's size. */
  readonly alpha: Plane;
  readonly layers: Layers;
}

const arenaFor = createArena(openMatte);

/** Index and share of the next sample for every sample of the large side. */
const tableOf = (small: number, large: number): Uint8Array<ArrayBuffer> => {
  const table = new DataView(new ArrayBuffer(large * 8));
  for (let i = 0; i < large; i++) {
    const at = Math.min(small - 1, Math.max(0, ((i + 0.5) * small) / large - 0.5));
    table.setInt32(i * 8, Math.floor(at), true);
    table.setFloat32(i * 8 + 4, at - Math.floor(at), true);
  }
  return new Uint8Array(table.buffer);
};

const tablesOf = (large: RgbaImage, { alpha, layers }: SmallMatte): readonly Uint8Array<ArrayBuffer>[] => [
  tableOf(alpha.widthPx, large.widthPx),
  tableOf(alpha.heightPx, large.heightPx),
  tableOf(layers.foreground.widthPx, large.widthPx),
  tableOf(layers.foreground.heightPx, large.heightPx),
];

type Bytes = Uint8ClampedArray<ArrayBuffer> | Uint8Array<ArrayBuffer>;

const bytesOf = ({ data }: Plane): Bytes => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const cutOutFast = (large: RgbaImage, small: SmallMatte, epsilon: number): RgbaImage | null => {
  const { alpha, layers } = small;
  const { foreground: front, background: back } = layers;
  const inputs = [
    large.data,
    bytesOf(alpha),
    small.image.data,
    front.data,
    back.data,
    ...tablesOf(large, small),
  ];
  const fits = alpha.data.length * 16;
  const [smallRow, layerRow] = [(alpha.widthPx + 2) * 16, (front.widthPx + 1) * 16];
  const scratch = [large.data.length, fits, fits, smallRow * 4, smallRow, smallRow, layerRow, layerRow];
  const arena = arenaFor([...inputs.map(({ byteLength }) => byteLength), ...scratch]);
  if (!arena) return null;
  const { kernel, buffer, at } = arena;
  inputs.forEach((bytes, i) => new Uint8ClampedArray(buffer, at[i]).set(bytes));
  const [pixels, cover, guide, frontAt, backAt, ...rest] = at as [number, number, number, number, number];
  const [across, down, layerAcross, layerDown, out, rough, fit, sums, ...rows] = rest as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const size = [alpha.widthPx, alpha.heightPx] as const;
  kernel.fitWindows(guide, cover, ...size, epsilon, sums, rough);
  kernel.meanOfFits(rough, ...size, sums, fit);
  kernel.cutOut(
    ...([pixels, large.widthPx, large.heightPx, out] as const),
    ...([cover, fit, ...size, across, down] as const),
    ...([frontAt, backAt, front.widthPx, front.heightPx, layerAcross, layerDown] as const),
    ...rows,
    ...([LOW, HIGH, TRUST_SPAN, OPAQUE] as const),
  );
  const data = new Uint8ClampedArray(buffer, out, large.data.length).slice();
  return { widthPx: large.widthPx, heightPx: large.heightPx, data };
};

/**
 * The subject of a full-size picture in straight RGBA, along the picture's own edges: `enlargeAlpha` followed by
 * `straightColours`, in one go where the browser has SIMD.
 */
export const cutOutSubject = (large: RgbaImage, small: SmallMatte, guide: GuidedSettings): RgbaImage =>
  (guide.radiusPx === 1 ? cutOutFast(large, small, guide.epsilon) : null) ??
  straightColours(large, enlargeAlpha(large, small.image, small.alpha, guide), small.layers);
