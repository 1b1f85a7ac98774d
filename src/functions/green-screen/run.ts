import type { Json, RunFunction } from '../../core/media-function';
import { openMedia } from '../../media/open-media';
import type { greenScreen } from './definition';
import { findScreens, type ScreenSegment } from './find-screens';
import { openBackground } from '../../media/open-background';
import { renderKeyedImage, renderKeyedVideo } from './render-key';
import { toHex } from './screen-hex';
import { writePreview } from './write-preview';

const round = (value: number): number => Math.round(value * 1000) / 1000;

const describe = (segment: ScreenSegment, durationSeconds: number): Json => ({
  start: round(Math.max(0, segment.startSeconds)),
  end: round(Math.min(durationSeconds, segment.endSeconds)),
  keyColor: segment.screen ? toHex(segment.screen.rgb) : null,
  coverage: segment.screen ? round(segment.screen.coverage) : 0,
  plateSeen: segment.plate ? round(segment.plate.seen) : 0,
});

export const run: RunFunction<typeof greenScreen> = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  const options = { signal, scratch, log };
  using source = await openMedia(inputs.source[0]!, { ...options, onPrepare, need: 'video' });
  const backgroundFile = inputs.background[0];
  await using background = backgroundFile ? await openBackground(backgroundFile, params.Fit, options) : null;
  ctx.progress('open', 1);

  const onProgress = (fraction: number) => ctx.progress('screen', fraction);
  const segments = await findScreens(source, { keyColor: params.KeyColor, signal, onProgress });

  const job = { source, segments, background, params, ctx };
  const isImage = source.kind === 'image';
  const output = isImage ? await renderKeyedImage(job) : await renderKeyedVideo(job);

  const keyed = segments.filter(({ screen }) => screen);
  return {
    outputs: [output, ...(await writePreview(source, segments))],
    result: {
      output: background ? 'composite' : 'transparent',
      keyColor: toHex(keyed[0]!.screen!.rgb),
      segments: segments.map((segment) => describe(segment, source.durationSeconds)),
    },
  };
};
