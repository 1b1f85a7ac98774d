import { outputName } from '../../core/file-name';
import type { BoxPx, NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { OutputFile } from '../../core/media-function';
import { encodeImage, imageMimeType, type ImageFormat } from '../../exporters/encode-image';
import type { MediaSource } from '../../media/media-source';
import { cropImage } from '../../vision/crop-image';
import { resizeLanczos } from '../../vision/resize';
import { cropPixels } from './plan-crop';
import { planOutputSize } from './plan-output-size';

export interface StillJob {
  readonly timeSeconds: number;
  readonly crop: NormalizedBox;
}

export interface StillOptions {
  readonly Format: ImageFormat;
  readonly Width: number;
  readonly Height: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const shape = (image: RgbaImage, crop: NormalizedBox, options: StillOptions): RgbaImage => {
  const box: BoxPx = cropPixels(crop, image.widthPx, image.heightPx);
  const isWhole = box.widthPx === image.widthPx && box.heightPx === image.heightPx;
  const part = isWhole ? image : cropImage(image, box);
  const size = planOutputSize(options, part);
  return resizeLanczos(part, size.widthPx, size.heightPx);
};

/** The job whose time the frame shows (frames come back with their own, slightly earlier times). */
const nearestJob = (jobs: readonly StillJob[], timeSeconds: number): number =>
  jobs.reduce(
    (best, job, i) =>
      Math.abs(job.timeSeconds - timeSeconds) < Math.abs(jobs[best]!.timeSeconds - timeSeconds) ? i : best,
    0,
  );

/**
 * Decodes each job's frame at native size, crops, scales and encodes it. Outputs are in the order of the jobs:
 * `<name>.cover-1.jpg` ...; a frame that does not decode is left out.
 */
export const renderStills = async (
  source: MediaSource,
  jobs: readonly StillJob[],
  options: StillOptions,
): Promise<readonly (OutputFile | null)[]> => {
  const outputs: (OutputFile | null)[] = jobs.map(() => null);
  const times = jobs.map((job) => job.timeSeconds).sort((a, b) => a - b);
  let done = 0;
  for await (const { image, timeSeconds } of source.imagesAt(times)) {
    options.signal.throwIfAborted();
    const index = nearestJob(jobs, timeSeconds);
    const picture = shape(image, jobs[index]!.crop, options);
    outputs[index] = {
      role: 'result',
      fileName: outputName(source.file.name, `cover-${index + 1}`, options.Format),
      mimeType: imageMimeType(options.Format),
      blob: await encodeImage(picture, options.Format),
    };
    options.onProgress(++done / jobs.length);
  }
  return outputs;
};
