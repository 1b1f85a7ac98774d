import { expect, test } from 'vitest';
import { planeRect } from './edit-plane';
import { estimateAlpha } from './estimate-alpha';
import { findStrokes, guessBehind, seenOutside, type MarkPlace } from './guess-behind';
import { estimateModel, fitAmount, unblend } from './mark-model';

const SIDE = 48;
const plane = { data: new Uint8Array(SIDE * SIDE), widthPx: SIDE, heightPx: SIDE, scale: 1 };
const rect = planeRect(plane, { xPx: 14, yPx: 16, widthPx: 20, heightPx: 14 }, 3, 6);
const ALPHA = 0.5;
const COLOR = 230;

const isStroke = (i: number): boolean => {
  const x = rect.left + (i % rect.width);
  const y = rect.top + Math.floor(i / rect.width);
  return x >= 14 && x < 34 && y >= 16 && y < 30 && x % 6 < 3;
};

const picture = (t: number) =>
  Float32Array.from({ length: rect.width * rect.height }, (_, i) => {
    const [x, y] = [i % rect.width, Math.floor(i / rect.width)];
    return 100 + 60 * Math.sin(t * 1.7) + 20 * Math.sin((x + 7 * t) / 9) + 15 * Math.cos((y - 5 * t) / 8);
  });

const mark = (clean: Float32Array<ArrayBuffer>, amount = 1) =>
  clean.map((value, i) => (isStroke(i) ? value + amount * ALPHA * (COLOR - value) : value));

const study = () => {
  const shown = Array.from({ length: 24 }, (_, t) => mark(picture(t)));
  let place: MarkPlace = { rect, seen: seenOutside(rect), unmarked: [] };
  const samples = () => shown.map((one) => ({ shown: one, behind: guessBehind(place, one) }));
  for (let round = 0; round < 3; round++) place = { ...place, seen: findStrokes(samples(), rect) };
  const known = estimateAlpha(samples(), rect, place.seen);
  return { place, alpha: known.alpha, model: estimateModel(samples(), known, rect) };
};

test('alpha and colour of a half-transparent mark are found from the frames alone', () => {
  const { alpha, model } = study();
  const strokes = [...alpha.keys()].filter(isStroke);
  for (const i of strokes) {
    expect(Math.abs(alpha[i]! - ALPHA)).toBeLessThan(0.06);
    expect(Math.abs(model.color[i]! - COLOR)).toBeLessThan(16);
  }
  const elsewhere = [...alpha.keys()].filter((i) => !isStroke(i));
  expect(Math.max(...elsewhere.map((i) => alpha[i]!))).toBeLessThan(0.08);
});

test('un-blending gives the picture back within a few code values, also while the mark fades', () => {
  const { place, model } = study();
  for (const amount of [1, 0.4]) {
    const clean = picture(31);
    const shown = mark(clean, amount);
    const sample = { shown, behind: guessBehind(place, shown) };
    const fitted = fitAmount(model, sample);
    expect(Math.abs(fitted - amount)).toBeLessThan(0.15);
    const restored = unblend(model, sample, fitted);
    restored.forEach((value, i) => expect(Math.abs(value - clean[i]!)).toBeLessThan(12));
  }
});

test('where another frame shows the same scenery without the mark, that is what lies behind', () => {
  const scenery = picture(3).map((value, i) => value + ((i * 37) % 23));
  const shown = scenery.map((value, i) => (isStroke(i) ? COLOR : value + 6));
  const seen = seenOutside(rect);
  const behind = guessBehind({ rect, seen, unmarked: [scenery.map((value) => value + 3)] }, shown);
  behind.forEach((value, i) => expect(Math.abs(value - scenery[i]! - 6)).toBeLessThan(0.5));
});
