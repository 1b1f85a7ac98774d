import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { rootDir } from '../../scripts/set-up.mjs';
import type { RgbaImage } from '../../src/core/image';
import { fillHoles } from '../../src/models/fill-holes';
import type { Network, TensorMap } from '../../src/inference/network';
import type { BurnedCase } from '../burned-text/make-burned-cases';
import { boundsOf, grown } from './peers';
import { createScorer, pairFrames, type RemovalScore } from './score-removal';

/** MI-GAN in Node. */
export type NodeInpainter = Pick<Network, 'run'>;

export const openNodeInpainter = async (): Promise<NodeInpainter> => {
  const folder = join(rootDir, 'node_modules', 'onnxruntime-web', 'dist');
  ort.env.wasm.wasmPaths = `${pathToFileURL(folder).href}/`;
  ort.env.wasm.numThreads = 1;
  const bytes = await readFile(join(rootDir, 'public', 'models', 'inpainting.onnx'));
  const session = await ort.InferenceSession.create(new Uint8Array(bytes), { logSeverityLevel: 3 });
  const run = async (feeds: TensorMap): Promise<TensorMap> => {
    const own = Object.entries(feeds).map(
      ([name, { data, dims }]) => [name, new ort.Tensor('uint8', data as Uint8Array, dims)] as const,
    );
    const outputs = await session.run(Object.fromEntries(own));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data, dims }]) => [name, { data: data as Uint8Array, dims }]),
    );
  };
  return { run };
};

/** Picture that the network sees round the text at most. */
const CONTEXT_PX = 160;

/** The network is slow: the middle frames of the first and the last text. */
const isPicked = ({ cues }: BurnedCase, frame: number): boolean =>
  [cues[0], cues.at(-1)].some((cue) => cue && Math.round((cue.firstFrame + cue.lastFrame) / 2) === frame);

/** The inpainting network frame by frame, with the true text given. Judged on two frames. */
export const paintByNetwork = async (
  { ffmpeg, network }: { readonly ffmpeg: string; readonly network: NodeInpainter },
  one: BurnedCase,
  masks: readonly Uint8Array[],
): Promise<RemovalScore> => {
  const scorer = createScorer(one, masks, 1);
  const holes = masks.map((mask) => grown(mask, one));
  for await (const { frame, given, clean } of pairFrames(ffmpeg, one, one.path)) {
    if (!isPicked(one, frame)) continue;
    const cue = one.cues.findIndex(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame);
    const { left, top, width, height } = boundsOf(masks[cue]!, one, CONTEXT_PX);
    const image: RgbaImage = {
      widthPx: width,
      heightPx: height,
      data: new Uint8ClampedArray(width * height * 4).fill(255),
    };
    const hole = new Float32Array(width * height);
    for (let i = 0; i < hole.length; i++) {
      const from = (top + Math.floor(i / width)) * one.widthPx + left + (i % width);
      hole[i] = holes[cue]![from]! > 0 ? 1 : 0;
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = given[3 * from + c]!;
    }
    const { data } = await fillHoles(network, image, { widthPx: width, heightPx: height, data: hole });
    const result = Buffer.from(given);
    for (let i = 0; i < hole.length; i++) {
      if (hole[i] === 0) continue;
      const to = (top + Math.floor(i / width)) * one.widthPx + left + (i % width);
      for (let c = 0; c < 3; c++) result[3 * to + c] = data[4 * i + c]!;
    }
    scorer.add(frame, result, clean);
  }
  return scorer.finish();
};
