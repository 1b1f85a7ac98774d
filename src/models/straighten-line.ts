import type { RgbaImage } from '../core/image';
import { cropImage } from '../vision/crop-image';
import { cornersOf, type OrientedBox } from './oriented-box';

/** Less than this is level: the two ways of cutting then give the same letters. */
const LEVEL_RADIANS = 0.01;
/** Taller than wide by this much is taken for a line that runs downwards (PaddleOCR). */
const UPRIGHT_RATIO = 1.5;

const sample = (image: RgbaImage, x: number, y: number, channel: number): number => {
  const { widthPx, heightPx, data } = image;
  const left = Math.min(widthPx - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(heightPx - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(widthPx - 1, left + 1);
  const bottom = Math.min(heightPx - 1, top + 1);
  const fx = Math.min(1, Math.max(0, x - left));
  const fy = Math.min(1, Math.max(0, y - top));
  const at = (column: number, row: number): number => data[(row * widthPx + column) * 4 + channel]!;
  const upper = at(left, top) * (1 - fx) + at(right, top) * fx;
  return upper * (1 - fy) + (at(left, bottom) * (1 - fx) + at(right, bottom) * fx) * fy;
};

const rotateOut = (image: RgbaImage, box: OrientedBox): RgbaImage => {
  const widthPx = Math.max(1, Math.round(box.width));
  const heightPx = Math.max(1, Math.round(box.height));
  const data = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const [origin, right, , below] = cornersOf(box);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const u = (x + 0.5) / widthPx;
      const v = (y + 0.5) / heightPx;
      const sourceX = origin.x + (right.x - origin.x) * u + (below.x - origin.x) * v - 0.5;
      const sourceY = origin.y + (right.y - origin.y) * u + (below.y - origin.y) * v - 0.5;
      for (let c = 0; c < 3; c++) data[(y * widthPx + x) * 4 + c] = sample(image, sourceX, sourceY, c);
    }
  }
  return { widthPx, heightPx, data };
};

/** Counter-clockwise, so that text running downwards reads from left to right. */
const quarterTurn = (image: RgbaImage): RgbaImage => {
  const { widthPx, heightPx } = image;
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, widthPx * heightPx);
  const to = new Uint32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) to[(widthPx - 1 - x) * heightPx + y] = from[y * widthPx + x]!;
  }
  return { widthPx: heightPx, heightPx: widthPx, data: new Uint8ClampedArray(to.buffer) };
};

/** Cuts a line of text out level, at its own size; a line that runs downwards is laid on its side. */
export const straightenLine = (image: RgbaImage, box: OrientedBox): RgbaImage => {
  const level = Math.abs(box.angle) < LEVEL_RADIANS;
  const line = level
    ? cropImage(image, {
        xPx: box.centerX - box.width / 2,
        yPx: box.centerY - box.height / 2,
        widthPx: box.width,
        heightPx: box.height,
      })
    : rotateOut(image, box);
  return line.heightPx > line.widthPx * UPRIGHT_RATIO ? quarterTurn(line) : line;
};
