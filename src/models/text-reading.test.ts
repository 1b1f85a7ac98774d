import { expect, test } from 'vitest';
import { copySpaces } from './copy-spaces';
import { decodeCtc, type RecognizedCharacter } from './decode-ctc';
import { convexHull, cornersOf, smallestBox, uprightBox, type OrientedBox } from './oriented-box';
import { closeTogether, openTogether } from './open-together';
import { planTextRows } from './plan-text-rows';
import { straightenLine } from './straighten-line';
import { parseCharacterLines, parseCharacterList } from './text-dictionary';
import { findTextRegions } from './text-regions';

const columns = (...best: readonly [klass: number, probability: number][]): Float32Array =>
  Float32Array.from(
    best.flatMap(([klass, probability]) =>
      Array.from({ length: 4 }, (_, index) => (index === klass ? probability : (1 - probability) / 3)),
    ),
  );

test('CTC merges repeats, keeps doubled letters apart by a blank, and knows where each stands', () => {
  const line = columns([1, 0.6], [1, 0.9], [0, 1], [1, 0.8], [3, 0.7], [2, 0.5], [0, 1], [0, 1]);
  const decoded = decodeCtc(line, 4, ['a', 'b']);
  expect(decoded.map((character) => character.text)).toEqual(['a', 'a', ' ', 'b']);
  expect(decoded.map((character) => Number(character.confidence.toFixed(2)))).toEqual([0.9, 0.8, 0.7, 0.5]);
  expect(decoded[0]!.position).toBeCloseTo(1 / 8);
  expect(decoded[1]!.position).toBeCloseTo(3.5 / 8);
});

const at = (text: string, position: number): RecognizedCharacter => ({ text, position, confidence: 1 });

test('spaces move to the reading without them, by position', () => {
  const glued = [at('a', 0.1), at('b', 0.2), at('c', 0.5), at('d', 0.6)];
  const spaced = [at('a', 0.1), at('b', 0.22), at(' ', 0.35), at('c', 0.5), at('d', 0.6), at(' ', 0.9)];
  expect(copySpaces(glued, spaced).map(({ text }) => text)).toEqual(['a', 'b', ' ', 'c', 'd']);
});

test('the character list of a settings file is unquoted and ends with the list', () => {
  const yaml =
    "Global:\n  x: 1\nPost:\n  character_dict:\n  - '!'\n  - ''''\n  - \"\\u3000\"\n  - $\n  name: z\n";
  expect(parseCharacterList(yaml)).toEqual(['!', "'", '\u3000', '$']);
  expect(parseCharacterLines('a\n\u3000\n \n')).toEqual(['a', '\u3000', ' ']);
});

const rotated: OrientedBox = { centerX: 50, centerY: 40, width: 60, height: 10, angle: 0.3 };

test('the smallest box round the corners of a turned box is that box', () => {
  const box = smallestBox([...cornersOf(rotated), { x: 50, y: 40 }]);
  for (const key of ['centerX', 'centerY', 'width', 'height', 'angle'] as const) {
    expect(box[key]).toBeCloseTo(rotated[key]);
  }
  expect(convexHull([...cornersOf(rotated), { x: 50, y: 40 }])).toHaveLength(4);
});

test('an upright box stays inside the picture', () => {
  const box = uprightBox({ centerX: 5, centerY: 5, width: 20, height: 20, angle: 0 }, 12, 100);
  expect(box).toEqual({ xPx: 0, yPx: 0, widthPx: 12, heightPx: 15 });
});

test('separate blobs of the map become separate grown boxes, faint ones none', () => {
  const map = { widthPx: 40, heightPx: 20, data: new Float32Array(800) };
  const paint = (x0: number, x1: number, value: number): void => {
    for (let y = 5; y < 11; y++) map.data.fill(value, y * 40 + x0, y * 40 + x1);
  };
  paint(2, 14, 0.9);
  paint(20, 32, 0.4);
  const [region, ...others] = findTextRegions(map, 0.6);
  expect(others).toEqual([]);
  expect(region!.score).toBeCloseTo(0.9);
  expect(region!.box.centerX).toBeCloseTo(8);
  expect(region!.box.centerY).toBeCloseTo(8);
  expect(region!.box.width).toBeCloseTo(12 + (12 * 6 * 1.6) / 18);
  expect(region!.box.height).toBeCloseTo(6 + (12 * 6 * 1.6) / 18);
});

test('a ring is one region although its rows fall apart', () => {
  const map = { widthPx: 20, heightPx: 20, data: new Float32Array(400) };
  for (let i = 4; i < 16; i++)
    for (const edge of [4, 15]) map.data[i * 20 + edge] = map.data[edge * 20 + i] = 1;
  expect(findTextRegions(map, 0.6)).toHaveLength(1);
});

test('pieces of text are put in reading order', () => {
  const piece = (name: string, xPx: number, yPx: number) => ({
    name,
    box: { xPx, yPx, widthPx: 10, heightPx: 10 },
  });
  const rows = planTextRows([piece('d', 0, 31), piece('b', 20, 2), piece('a', 0, 0), piece('c', 40, 1)]);
  expect(rows.map((row) => row.map(({ name }) => name).join(''))).toEqual(['abc', 'd']);
});

test('a slanting line is cut out level, a downward one is laid on its side', () => {
  const image = { widthPx: 100, heightPx: 80, data: new Uint8ClampedArray(32_000).fill(255) };
  const [a, b] = cornersOf({ ...rotated, height: 0 });
  for (let step = 0; step <= 600; step++) {
    const x = Math.round(a.x + ((b.x - a.x) * step) / 600);
    const y = Math.round(a.y + ((b.y - a.y) * step) / 600);
    image.data.fill(0, (y * 100 + x) * 4, (y * 100 + x) * 4 + 3);
  }
  const line = straightenLine(image, rotated);
  expect([line.widthPx, line.heightPx]).toEqual([60, 10]);
  const rowMean = (row: number): number => {
    let sum = 0;
    for (let x = 5; x < 55; x++) sum += line.data[(row * 60 + x) * 4]!;
    return sum / 50;
  };
  expect(Math.min(rowMean(4), rowMean(5))).toBeLessThan(160);
  expect(Math.min(rowMean(0), rowMean(9))).toBeGreaterThan(250);
  const down = straightenLine(image, { centerX: 50, centerY: 40, width: 10, height: 60, angle: 0 });
  expect([down.widthPx, down.heightPx]).toEqual([60, 10]);
});

test('when one network fails to open, those before it are closed, last first', async () => {
  const closed: string[] = [];
  const open = (name: string) => async (): Promise<AsyncDisposable> => ({
    [Symbol.asyncDispose]: async () => void closed.push(name),
  });
  await expect(openTogether(open('a'), open('b'), () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(closed).toEqual(['b', 'a']);
  await closeTogether(await openTogether(open('c')));
  expect(closed).toEqual(['b', 'a', 'c']);
});
