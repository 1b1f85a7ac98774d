import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { OutputFile } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import { patchRgba, readPlanes } from '../../media/frame-patches';
import { fillWindow } from '../../vision/fill-window';
import { createTextUncovering } from './mask-texts';
import type { RenderJob } from './render-video';

/** The still without its text, as PNG. */
export const renderImage = async ({ source, runs, inpaint, ctx }: RenderJob): Promise<OutputFile> => {
  for await (using frame of source.frames()) {
    const rgba = await frame.readRgba();
    for (const run of runs) {
      ctx.signal.throwIfAborted();
      const before = await readPlanes(frame.videoFrame, run.crop);
      const shown = { timeSeconds: 0, crop: before };
      const uncovered = createTextUncovering(run)([shown], [shown]);
      const [after = before] = await fillWindow(uncovered, { inpaint });
      patchRgba(rgba.data, rgba.widthPx, [{ xPx: run.crop.xPx, yPx: run.crop.yPx, before, after }]);
    }
    ctx.progress('remove', 1);
    const fileName = outputName(source.file.name, 'no-text', 'png');
    return { role: 'result', fileName, mimeType: 'image/png', blob: await encodeImage(rgba, 'png') };
  }
  throw new MediaError('decode-failed', 'The picture does not decode');
};
