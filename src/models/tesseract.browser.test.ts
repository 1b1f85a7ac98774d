import { expect, test } from 'vitest';
import type { TesseractLanguage } from '../core/caption-result';
import { MediaError } from '../core/errors';
import type { RgbaImage } from '../core/image';
import { openTesseractReader } from './tesseract-reader';

const WIDTH_PX = 900;
const HEIGHT_PX = 120;
const LINE = { centerX: WIDTH_PX / 2, centerY: HEIGHT_PX / 2, width: 0, height: 56, angle: 0 };

const optionsOf = (signal: AbortSignal) => ({ signal, backend: 'auto' as const, log: () => undefined });

/** A caption: white letters with a black rim over a picture of stripes and patches. */
const drawCaption = (text: string): { image: RgbaImage; widthPx: number } => {
  const context = new OffscreenCanvas(WIDTH_PX, HEIGHT_PX).getContext('2d')!;
  for (let x = 0; x < WIDTH_PX; x += 12) {
    context.fillStyle = `hsl(${(x * 7) % 360} 40% ${20 + ((x * 13) % 50)}%)`;
    context.fillRect(x, 0, 12, HEIGHT_PX);
  }
  context.font = '44px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 7;
  context.strokeStyle = '#000';
  context.strokeText(text, WIDTH_PX / 2, HEIGHT_PX / 2);
  context.fillStyle = '#fff';
  context.fillText(text, WIDTH_PX / 2, HEIGHT_PX / 2);
  const widthPx = context.measureText(text).width;
  const { data } = context.getImageData(0, 0, WIDTH_PX, HEIGHT_PX);
  return { image: { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, data }, widthPx };
};

const read = async (language: TesseractLanguage, text: string): Promise<string> => {
  await using reader = await openTesseractReader(optionsOf(new AbortController().signal), language);
  const { image, widthPx } = drawCaption(text);
  const line = await reader.read(image, { ...LINE, width: widthPx + 20 });
  expect(line.confidence).toBeGreaterThan(0.8);
  return line.text;
};

test('Russian is read with all its letters', async () => {
  expect(await read('ru', 'Щука съела ещё одну рыбу')).toBe('Щука съела ещё одну рыбу');
});

test('Turkish keeps its dots and tails', async () => {
  expect(await read('tr', 'Yarın sabah altıda yola çıkıyoruz')).toBe('Yarın sabah altıda yola çıkıyoruz');
});

test('a reader that was stopped rejects what it was asked, and frees its worker', async () => {
  const controller = new AbortController();
  const reader = await openTesseractReader(optionsOf(controller.signal), 'tr');
  const { image, widthPx } = drawCaption('Bu köprü');
  const reading = reader.read(image, { ...LINE, width: widthPx });
  controller.abort(new MediaError('cancelled', 'stopped'));
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  await expect(reader.read(image, { ...LINE, width: widthPx })).rejects.toMatchObject({ code: 'cancelled' });
});
