import { z } from 'zod';

/** Languages (BCP 47) that are read by Tesseract, one at a time. */
export const TESSERACT_LANGUAGES = ['ja', 'ko', 'zh-Hant', 'ru', 'uk', 'ar', 'vi', 'tr'] as const;
export type TesseractLanguage = (typeof TESSERACT_LANGUAGES)[number];

export const CAPTION_LANGUAGES = ['zh', 'en', 'mixed', 'other', ...TESSERACT_LANGUAGES] as const;

const share = z.number().min(0).max(1);

/** One caption: seconds, lines separated by `\n`, and where it stands `[x, y, w, h]`, 0..1. */
export const captionCueSchema = z.object({
  start: z.number().min(0),
  end: z.number().min(0),
  text: z.string().max(2000),
  lang: z.enum(CAPTION_LANGUAGES).default('other'),
  confidence: share.default(1),
  box: z.tuple([share, share, share, share]).default([0, 0, 0, 0]),
});
export type CaptionCue = z.output<typeof captionCueSchema>;

/** What the page reads of the Result JSON of `CaptionExtraction`. */
export const captionResultSchema = z.object({
  cues: z.array(captionCueSchema),
  track: z.string(),
  reason: z.enum(['no-text', 'no-captions', 'page-of-text']).nullable(),
});
export type CaptionResult = z.output<typeof captionResultSchema>;
