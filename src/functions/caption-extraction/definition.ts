import { z } from 'zod';
import { captionCueSchema, TESSERACT_LANGUAGES } from '../../core/caption-result';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

export const CAPTION_FORMATS = ['srt', 'vtt', 'ass', 'json', 'txt'] as const;
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

/** Which lines are wanted, and in what language they are read. */
export const CUE_FILTERS = ['ch_ml', 'ch', 'en', 'latin', ...TESSERACT_LANGUAGES] as const;
export type CueFilter = (typeof CUE_FILTERS)[number];

const share = z.number().min(0).max(1);
const span = z.tuple([share, share]).refine(([from, to]) => from < to, 'the second must be larger');

/** `CaptionExtraction`: subtitles that are part of the picture, as subtitle files. */
export const captionExtraction = defineFunction({
  id: 'caption-extraction',
  functionName: 'CaptionExtraction',
  inputs: { source: { kinds: ['video'], min: 1, max: 1 } },
  params: z.object({
    /** `ch` Chinese, `en` English, `ch_ml` both, also mixed; `latin` others in Latin letters; else a BCP 47 tag. */
    lang: z
      .enum(CUE_FILTERS)
      .default('ch_ml')
      .meta(meta({ widget: 'select' })),
    Formats: z
      .array(z.enum(CAPTION_FORMATS))
      .min(1)
      .default(['srt', 'vtt'])
      .meta(meta({ widget: 'select' })),
    /** Chinese and English lines in files of their own. */
    sep: z
      .boolean()
      .default(false)
      .meta(meta({ widget: 'switch' })),
    /** Looks for new text a second. */
    fps: z
      .number()
      .min(2)
      .max(10)
      .default(5)
      .meta(meta({ widget: 'slider', step: 1, unit: 'fps', advanced: true })),
    /** Put before the text of every cue of SRT and ASS, e.g. `{\an8}`. */
    formatter: z
      .string()
      .max(200)
      .default('')
      .meta(meta({ widget: 'text', advanced: true })),
    /** Name of the track: in the file names, and in the head of VTT and ASS. */
    track: z
      .string()
      .max(80)
      .regex(/^[^\\/:*?"<>|\p{Cc}]*$/u)
      .default('main')
      .meta(meta({ widget: 'text', advanced: true })),
    /** `[[top, bottom], [left, right]]`, 0..1: everything that stands still in it is a caption. Empty: found out. */
    roi: z
      .array(span)
      .max(2)
      .refine((spans) => spans.length !== 1, 'give both spans or none')
      .default([])
      .meta(meta({ widget: 'hidden' })),
    /** Captions corrected by hand: they are written out as they are, and nothing is read from the video. */
    Cues: z
      .array(captionCueSchema)
      .max(20_000)
      .nullable()
      .default(null)
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.05 },
    { id: 'model', weight: 0.05 },
    { id: 'scan', weight: 0.88 },
    { id: 'write', weight: 0.02 },
  ],
});
