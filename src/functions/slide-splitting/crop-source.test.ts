import { expect, test } from 'vitest';
import type { FrameSize, MediaSource } from '../../media/media-source';
import { cropSource } from './crop-source';

/** Every pixel says its column. */
const columns = ({ maxWidthPx = 8 }: FrameSize = {}) => {
  const widthPx = Math.min(8, maxWidthPx);
  const data = new Uint8ClampedArray(widthPx * 2 * 4);
  data.forEach((_, i) => (data[i] = Math.floor(i / 4) % widthPx));
  return { widthPx, heightPx: 2, data };
};

const source = {
  durationSeconds: 3,
  async *images(size: FrameSize) {
    yield { timeSeconds: 0, image: columns(size) };
  },
  async *imagesAt(times: readonly number[], size: FrameSize) {
    for (const timeSeconds of times) yield { timeSeconds, image: columns(size) };
  },
} as unknown as MediaSource;

test('only the part is seen, at the size that was asked for', async () => {
  const part = cropSource(source, [0.5, 0, 0.5, 1]);
  for await (const { image } of part.images({ maxWidthPx: 4 })) {
    expect([image.widthPx, image.heightPx]).toEqual([4, 2]);
    expect(Array.from(image.data.filter((_, i) => i % 4 === 0))).toEqual([4, 5, 6, 7, 4, 5, 6, 7]);
  }
  const times: number[] = [];
  for await (const { timeSeconds, image } of part.imagesAt([1, 2])) {
    expect(image.widthPx).toBe(4);
    times.push(timeSeconds);
  }
  expect(times).toEqual([1, 2]);
  expect(part.durationSeconds).toBe(3);
});
