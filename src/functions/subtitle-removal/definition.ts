import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const share = z.number().min(0).max(1);
const box = z.tuple([share, share, share, share]);
const seconds = z.number().min(0).max(86_400);

const text = z
  .object({
    box,
    start: seconds,
    end: seconds,
    /** Drawn or timed by hand: the text may stand there for longer. */
    drawn: z.boolean().default(false),
  })
  .refine(({ start, end }) => start < end, 'the end must lie after the start');

/** `VideoDetext`: takes subtitles out of the picture. */
export const subtitleRemoval = defineFunction({
  id: 'subtitle-removal',
  functionName: 'VideoDetext',
  inputs: { source: { kinds: ['video', 'image'], min: 1, max: 1 } },
  params: z.object({
    Quality: z
      .enum(['fast', 'best'])
      .default('fast')
      .meta(meta({ widget: 'segmented' })),
    /** Where text goes; all text that stands still in these boxes. Empty: subtitles are found wherever they are. */
    LimitRegion: z
      .array(box)
      .max(8)
      .default([])
      .meta(meta({ widget: 'boxes' })),
    /** When, in seconds. Empty: always. */
    Time: z
      .array(z.tuple([seconds, seconds]).refine(([from, to]) => from < to, 'the second must be larger'))
      .max(64)
      .default([])
      .meta(meta({ widget: 'ranges' })),
    /** Boxes and times corrected by hand, as in the result: nothing is searched then. */
    Texts: z
      .array(text)
      .max(5000)
      .nullable()
      .default(null)
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.04 },
    { id: 'model', weight: 0.04 },
    { id: 'find', weight: 0.3 },
    { id: 'remove', weight: 0.57 },
    { id: 'check', weight: 0.05 },
  ],
});
