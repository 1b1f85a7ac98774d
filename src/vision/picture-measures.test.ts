import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { findPictureBox } from './borders';
import { lumaPlane } from './color';
import { measureGraphicCues } from './graphics';
import { pictureSignature, signatureSimilarity } from './picture-signature';
import { resizeArea, resizeBilinear } from './resize';
import { measureSaliency } from './saliency';
import { measureSharpness } from './sharpness';
import { measureTextLines } from './text-lines';
import { measureColorfulness, measureTone } from './tone';

const WIDTH = 160;
const HEIGHT = 96;
type Color = readonly [number, number, number];

const paint = (at: (x: number, y: number) => Color): RgbaImage => {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let i = 0; i < WIDTH * HEIGHT; i++) data.set(at(i % WIDTH, Math.floor(i / WIDTH)), i * 4);
  return { widthPx: WIDTH, heightPx: HEIGHT, data };
};
const grey = (value: number): Color => [value, value, value];
/** Repeatable noise, 0..1. */
const noise = (x: number, y: number): number => Math.abs(Math.sin(x * 12.9898 + y * 78.233) * 43758.5453) % 1;
const texture = paint((x, y) => grey(60 + 140 * noise(Math.floor(x / 3), Math.floor(y / 3))));
const blurred = (image: RgbaImage): RgbaImage =>
  resizeBilinear(resizeArea(image, WIDTH / 8, HEIGHT / 8), WIDTH, HEIGHT);

test('a blurred picture is less sharp, and one that is sharp in a part stays sharp', () => {
  const crisp = measureSharpness(lumaPlane(texture));
  const soft = measureSharpness(lumaPlane(blurred(texture)));
  expect(crisp.acutance).toBeGreaterThan(soft.acutance + 0.2);
  expect(crisp.detail).toBeGreaterThan(soft.detail + 0.2);
  const soften = blurred(texture);
  const subject = paint((x, y) => {
    const from = x > 60 && x < 110 && y > 24 && y < 80 ? texture : soften;
    return grey(from.data[(y * WIDTH + x) * 4]!);
  });
  expect(measureSharpness(lumaPlane(subject)).acutance).toBeGreaterThan(crisp.acutance - 0.1);
});

test('weak noise on a flat picture does not make it sharp', () => {
  const flat = paint((x, y) => grey(120 + 2 * noise(x, y)));
  expect(measureSharpness(lumaPlane(flat))).toMatchObject({ acutance: 0, textured: 0 });
});

test('tone of a ramp is known: percentiles, contrast and full entropy', () => {
  const ramp = paint((x) => grey((x * 255) / (WIDTH - 1)));
  const tone = measureTone(lumaPlane(ramp));
  expect(Math.abs(tone.p50 - 127)).toBeLessThan(3);
  expect(Math.abs(tone.p95 - 242)).toBeLessThan(4);
  expect(Math.abs(tone.contrast - 255 / Math.sqrt(12))).toBeLessThan(2);
  expect(tone.entropyBits).toBeGreaterThan(7);
});

test('grey has no colour, saturated patches have much', () => {
  expect(measureColorfulness(texture)).toBeLessThan(1);
  const patches = paint((x) => (x < WIDTH / 2 ? [220, 30, 30] : [30, 60, 220]));
  expect(measureColorfulness(patches)).toBeGreaterThan(60);
});

test('saliency lies on the object that differs, not on the background', () => {
  const inside = (x: number, y: number): boolean => x > 90 && x < 120 && y > 30 && y < 60;
  const image = paint((x, y) => (inside(x, y) ? [210, 60, 40] : grey(90 + 10 * noise(x, y))));
  const map = measureSaliency(image);
  let on = 0;
  let off = 0;
  map.data.forEach((value, i) => {
    const x = (((i % map.widthPx) + 0.5) * WIDTH) / map.widthPx;
    const y = ((Math.floor(i / map.widthPx) + 0.5) * HEIGHT) / map.heightPx;
    if (inside(x, y)) on += value;
    else off += value;
  });
  expect(on).toBeGreaterThan(2 * off);
});

test('letterbox bars are found when they stay, and a dark scene without bars is left whole', () => {
  const boxed = (shift: number) =>
    paint((x, y) => grey(y < 12 || y >= HEIGHT - 12 ? 2 : 60 + ((x * 3 + shift) % 120)));
  expect(findPictureBox([boxed(0), boxed(40)])).toEqual({ xPx: 0, yPx: 12, widthPx: WIDTH, heightPx: 72 });
  const night = paint((x, y) => grey(x + y > 150 ? 90 : 4));
  const other = paint((x, y) => grey(x + y < 90 ? 80 : 4));
  expect(findPictureBox([night, other])).toMatchObject({ widthPx: WIDTH, heightPx: HEIGHT });
});

test('colour bars have flat areas, vivid colours and repeated rows; texture has none', () => {
  const colors: readonly Color[] = [
    [191, 191, 0],
    [0, 191, 191],
    [0, 191, 0],
    [191, 0, 191],
    [191, 0, 0],
    [0, 0, 191],
  ];
  const bars = paint((x) => colors[Math.floor((x * colors.length) / WIDTH)]!);
  const cues = measureGraphicCues(bars, lumaPlane(bars));
  expect(cues.flatShare).toBeGreaterThan(0.9);
  expect(cues.vividShare).toBeGreaterThan(0.9);
  expect(cues.repeatedRows).toBe(1);
  expect(measureGraphicCues(texture, lumaPlane(texture)).flatShare).toBeLessThan(0.7);
});

test('a line of strokes is taken for text, a field of strokes is not', () => {
  const stroke = (x: number): Color => grey(x % 4 < 2 ? 235 : 60);
  const line = paint((x, y) => (y >= 72 && y < 82 && x > 24 && x < 136 ? stroke(x) : grey(60)));
  const field = paint((x, y) => (noise(x, y) > 0.5 ? grey(220) : grey(40)));
  expect(measureTextLines(lumaPlane(line))).toBeGreaterThan(0.5);
  expect(measureTextLines(lumaPlane(field))).toBe(0);
});

test('signatures of the same picture at two sizes agree, of two pictures do not', () => {
  const other = paint((x, y) => (x > y ? [200, 80, 40] : [40, 90, 160]));
  const small = resizeArea(texture, WIDTH / 2, HEIGHT / 2);
  expect(signatureSimilarity(pictureSignature(texture), pictureSignature(small))).toBeGreaterThan(0.9);
  expect(signatureSimilarity(pictureSignature(texture), pictureSignature(other))).toBeLessThan(0.6);
});
