import { toBoxPx, type NormalizedBox } from '../../core/geometry';
import type { TimedImage } from '../../core/image';
import type { FrameSize, MediaSource } from '../../media/media-source';
import { cropImage } from '../../vision/crop-image';

async function* cropEach(images: AsyncIterable<TimedImage>, box: NormalizedBox): AsyncGenerator<TimedImage> {
  for await (const { timeSeconds, image } of images)
    yield { timeSeconds, image: cropImage(image, toBoxPx(box, image.widthPx, image.heightPx)) };
}

/** The whole picture is asked for so large that the part of it has the size that was meant. */
const enlarge = ({ maxWidthPx, maxHeightPx }: FrameSize, [, , width, height]: NormalizedBox): FrameSize => ({
  ...(maxWidthPx === undefined ? {} : { maxWidthPx: Math.round(maxWidthPx / width) }),
  ...(maxHeightPx === undefined ? {} : { maxHeightPx: Math.round(maxHeightPx / height) }),
});

/** The same video, of which only a part is seen: what happens beside it (a speaker, a chat) is nothing to its pictures. */
export const cropSource = (source: MediaSource, box: NormalizedBox): MediaSource => ({
  ...source,
  images: (options = {}) => cropEach(source.images({ ...options, ...enlarge(options, box) }), box),
  imagesAt: (times, size = {}) => cropEach(source.imagesAt(times, { ...size, ...enlarge(size, box) }), box),
});
