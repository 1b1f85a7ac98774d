import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { rootDir } from '../../scripts/set-up.mjs';
import type { Plane, RgbaImage } from '../../src/core/image';
import type { BoxPx } from '../../src/core/geometry';
import type { MatteNetworks } from '../../src/functions/portrait-matting/open-networks';
import { planarTensor, uniformScaling } from '../../src/models/image-tensor';
import { resizeBilinear } from '../../src/vision/resize';

const SCALING = uniformScaling(127.5, 1 / 127.5);
const STEP_PX = 32;
const MAX_LONG_SIDE_PX = 1024;

const inStep = (side: number): number => Math.max(STEP_PX, Math.round(side / STEP_PX) * STEP_PX);

export type RawMatte = (image: RgbaImage, shortSidePx: number) => Promise<Plane>;

/** The matting network alone, in Node, as `models/portrait-matte.ts` feeds it: the raw peer of the bench. */
export const openRawMatte = async (): Promise<RawMatte> => {
  const bytes = await readFile(join(rootDir, 'public', 'models', 'portrait-matte.onnx'));
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), { logSeverityLevel: 3 });
  return async (image, shortSidePx) => {
    const { widthPx, heightPx } = image;
    const scale = Math.min(
      shortSidePx / Math.min(widthPx, heightPx),
      MAX_LONG_SIDE_PX / Math.max(widthPx, heightPx),
    );
    const small = resizeBilinear(image, inStep(widthPx * scale), inStep(heightPx * scale));
    const { data, dims } = planarTensor(small, SCALING);
    const input = new ort.Tensor('float32', data as Float32Array, dims);
    const { output } = await session.run({ input });
    const alpha = Float32Array.from(output!.data as Float32Array);
    return { widthPx: small.widthPx, heightPx: small.heightPx, data: alpha };
  };
};

/** Networks for the product's own code in Node; people are where the case put them. */
export const networksOf = (raw: RawMatte, people: readonly BoxPx[]): MatteNetworks => ({
  findPeople: () => Promise.resolve(people),
  portrait: raw,
  salient: null,
});
