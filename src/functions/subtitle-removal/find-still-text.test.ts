import { expect, test } from 'vitest';
import type { TextReader } from '../../models/text-reader';
import { findStillText } from './find-still-text';

const image = { widthPx: 200, heightPx: 100, data: new Uint8ClampedArray(200 * 100 * 4) };
const line = {
  box: { xPx: 60, yPx: 80, widthPx: 80, heightPx: 12 },
  oriented: { centerX: 100, centerY: 86, width: 80, height: 12, angle: 0 },
  text: 'Wait a moment',
  confidence: 0.98,
};

test('what stands on the first picture of a glimpse stands there to its end', async () => {
  const reader = { read: async () => [[line]] } as unknown as TextReader;
  const [found] = await findStillText(image, reader, 0.04);
  expect(found).toMatchObject({ startSeconds: 0, endSeconds: 0.04, startIsOpen: true, endIsOpen: true });
  expect(found).toMatchObject({ text: 'Wait a moment', box: { xPx: 60, yPx: 80 } });
});
