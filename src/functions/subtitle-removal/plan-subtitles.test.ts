import { expect, test } from 'vitest';
import { planSubtitles, type SeenLine } from './plan-subtitles';

const screen = { widthPx: 1280, heightPx: 720, durationSeconds: 60 };
const noLimits = { regions: [], times: [] };

const line = (part: Partial<SeenLine> = {}): SeenLine => ({
  box: { xPx: 440, yPx: 630, widthPx: 400, heightPx: 44 },
  startSeconds: 10,
  lastSeconds: 11.96,
  endSeconds: 12,
  startIsOpen: false,
  endIsOpen: false,
  startChange: 0.02,
  endChange: 0.02,
  text: 'words',
  confidence: 0.95,
  ...part,
});

test('a centred line that comes and goes over an unbroken picture is a subtitle, wherever it stands', () => {
  const middle = line({ box: { xPx: 440, yPx: 340, widthPx: 400, heightPx: 44 } });
  expect(planSubtitles([line()], screen, noLimits)).toHaveLength(1);
  expect(planSubtitles([middle], screen, noLimits)).toHaveLength(1);
});

test('a sign beside the middle, and a line that comes and goes with cuts in mid-picture, stay', () => {
  const sign = line({ box: { xPx: 800, yPx: 90, widthPx: 200, heightPx: 60 } });
  const scene = line({
    box: { xPx: 440, yPx: 340, widthPx: 400, heightPx: 44 },
    startChange: 0.9,
    endChange: 0.9,
  });
  expect(planSubtitles([sign, scene], screen, noLimits)).toEqual([]);
});

test('a mark that stays is no subtitle, a standing line low in a short clip is', () => {
  const open = { startIsOpen: true, endIsOpen: true, startSeconds: 0 };
  const mark = line({ ...open, endSeconds: 60 });
  const standing = line({ ...open, endSeconds: 5 });
  expect(planSubtitles([mark], screen, noLimits)).toEqual([]);
  expect(planSubtitles([standing], screen, noLimits)).toHaveLength(1);
});

test('two pieces of one row are judged by the middle of both', () => {
  const left = line({ box: { xPx: 300, yPx: 630, widthPx: 300, heightPx: 44 } });
  const right = line({ box: { xPx: 640, yPx: 632, widthPx: 340, heightPx: 42 } });
  expect(planSubtitles([left, right], screen, noLimits)).toHaveLength(2);
});

test('what can not be read is no text', () => {
  expect(planSubtitles([line({ confidence: 0.3 })], screen, noLimits)).toEqual([]);
});

test('a region takes all text in it and nothing else', () => {
  const sign = line({ box: { xPx: 800, yPx: 90, widthPx: 200, heightPx: 60 }, startIsOpen: true });
  const regions = [[0.5, 0, 0.5, 0.3]] as const;
  expect(planSubtitles([sign, line()], screen, { regions, times: [] })).toEqual([sign]);
});

test('times cut off the parts outside them', () => {
  const [part] = planSubtitles([line()], screen, { regions: [], times: [[11, 20]] });
  expect(part).toMatchObject({
    startSeconds: 11,
    endSeconds: 12,
    life: { startSeconds: 10, endSeconds: 12 },
  });
});
