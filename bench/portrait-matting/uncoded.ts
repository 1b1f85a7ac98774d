import type { Plane, RgbaImage } from '../../src/core/image';
import { matteFrames, type LookNote, type Pace } from '../../src/functions/portrait-matting/matte-frames';
import { planCrops } from '../../src/functions/portrait-matting/plan-crops';
import type { MediaSource } from '../../src/media/media-source';
import { personBox, type MatteCase } from './cases';
import { networksOf, type RawMatte } from './node-networks';

export const FRAME_RATE = 25;

type Options = Parameters<typeof matteFrames>[1];

export const withAlpha = (image: RgbaImage, alpha: Plane): RgbaImage => {
  const data = new Uint8ClampedArray(image.data);
  for (let i = 0; i < alpha.data.length; i++) data[i * 4 + 3] = alpha.data[i]! * 255;
  return { ...image, data };
};

/** The product's own mattes before any encoder touches them, at its own pace or another. */
export const uncoded = async (
  raw: RawMatte,
  { frames, truth }: MatteCase,
  other: { readonly pace?: Pace; readonly onLook?: (note: LookNote) => void } = {},
): Promise<readonly RgbaImage[]> => {
  const boxes = truth.map(personBox);
  const sightings = boxes.map((box, i) => ({ timeSeconds: i / FRAME_RATE, boxes: [box] }));
  const scene = { startSeconds: 0, endSeconds: 1e6, sightings, crops: planCrops(boxes, frames[0]!) };
  const source = {
    frames: async function* () {
      for (const [i, image] of frames.entries()) {
        await Promise.resolve();
        const timeSeconds = i / FRAME_RATE;
        const readRgba = () => Promise.resolve(image);
        yield { timeSeconds, durationSeconds: 1 / FRAME_RATE, readRgba, [Symbol.dispose]: () => undefined };
      }
    },
  } as unknown as MediaSource;
  const params = { EdgeDetail: 'standard', Subject: 'person', Keep: [], Remove: [], Strokes: [] };
  const out: RgbaImage[] = [];
  for await (const { image, fullAlpha } of matteFrames(source, {
    scenes: [scene],
    networks: networksOf(raw, boxes),
    params: params as unknown as Options['params'],
    signal: new AbortController().signal,
    onLook: () => undefined,
    ...other,
  })) {
    out.push(withAlpha(image, fullAlpha()));
  }
  return out;
};
