import type { RgbaImage } from '../../core/image';
import type { KeyPreviewReply, KeyPreviewRequest, KeyPreviewSettings } from '../../core/key-preview';
import { createPlateBuilder, type ScreenPlate } from '../../vision/chroma-key/build-plate';
import { keyWithGarbage } from './key-frames';
import { parseColor } from './screen-hex';

interface Pictures {
  readonly frame: RgbaImage;
  readonly plate: ScreenPlate;
}

const reply = (message: KeyPreviewReply, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

const decode = async (blob: Blob): Promise<RgbaImage> => {
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  const { width: widthPx, height: heightPx } = bitmap;
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { widthPx, heightPx, data: context.getImageData(0, 0, widthPx, heightPx).data };
};

const openPictures = async (frame: Blob, plate: Blob): Promise<Pictures> => ({
  frame: await decode(frame),
  plate: { image: await decode(plate), seen: 1 },
});

/** The backdrop of a colour picked by hand, as far as one frame shows it. */
const plateFor = ({ frame, plate }: Pictures, keyColor: string | null): ScreenPlate => {
  if (keyColor === null) return plate;
  const builder = createPlateBuilder(frame.widthPx, frame.heightPx, parseColor(keyColor));
  builder.addFrame(frame);
  return builder.finish();
};

const key = (pictures: Pictures, settings: KeyPreviewSettings): RgbaImage =>
  keyWithGarbage(plateFor(pictures, settings.keyColor), settings, settings.garbage)(pictures.frame);

const answer = async (pictures: Promise<Pictures>, id: number, settings: KeyPreviewSettings) => {
  const startMs = performance.now();
  const { widthPx, heightPx, data } = key(await pictures, settings);
  const milliseconds = performance.now() - startMs;
  reply({ type: 'keyed', id, widthPx, heightPx, data, milliseconds }, [data.buffer]);
};

let pictures: Promise<Pictures> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<KeyPreviewRequest>) => {
  if (data.type === 'open') pictures = openPictures(data.frame, data.plate);
  else if (pictures) answer(pictures, data.id, data.settings).catch(() => reply({ type: 'failed' }));
});
