import { z } from 'zod';
import { defineFunction, paramMeta as meta } from '../../core/media-function';

const share = z.number().min(0).max(1);
const box = z.tuple([share, share, share, share]);
const MAX_BOXES = 8;

/** `"0.1,0.1,0.2,0.1; 0.7,..."` or JSON: how the published contract writes boxes in one string. */
const BOXES_TEXT = /^[\s[\]\d.,;eE+-]*$/;

const parseBoxes = (text: string): unknown => {
  const numbers = (text.match(/[\d.]+(?:[eE][+-]?\d+)?/g) ?? []).map(Number);
  return Array.from({ length: Math.ceil(numbers.length / 4) }, (_, i) => numbers.slice(i * 4, i * 4 + 4));
};

const boxList = z.array(box).max(MAX_BOXES);
const boxText = z
  .string()
  .regex(BOXES_TEXT)
  .transform((text, context) => {
    const parsed = boxList.safeParse(parseBoxes(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'up to 8 boxes of four numbers 0..1' });
    return z.NEVER;
  });

/** `VideoDelogo`: finds channel bugs and watermarks and blurs them, or takes them away. */
export const logoBlur = defineFunction({
  id: 'logo-blur',
  functionName: 'VideoDelogo',
  inputs: { source: { kinds: ['video', 'image'], min: 1, max: 1 } },
  params: z.object({
    Mode: z
      .enum(['blur', 'mosaic', 'restore'])
      .default('blur')
      .meta(meta({ widget: 'segmented' })),
    /** `tv`: bugs in a corner. `internet`: everything else that is laid over. */
    LogoModel: z
      .array(z.enum(['tv', 'internet']))
      .min(1)
      .default(['tv', 'internet'])
      .meta(meta({ widget: 'select' })),
    /** Where the marks are; nothing is looked for then. */
    Boxes: z
      .union([boxList, boxText])
      .default([])
      .meta(meta({ widget: 'boxes' })),
    /** Only these stretches are changed, `[[from, to], ...]` in seconds. Empty = all. */
    Time: z
      .array(z.tuple([z.number().min(0), z.number().min(0)]))
      .max(64)
      .default([])
      .meta(meta({ widget: 'ranges', unit: 's', advanced: true })),
    /** Hand edits of the result page: boxes, each with its own time; they replace what would be found. */
    Marks: z
      .array(z.object({ box, start: z.number().min(0), end: z.number().min(0) }))
      .max(256)
      .default([])
      .meta(meta({ widget: 'hidden' })),
  }),
  stages: [
    { id: 'open', weight: 0.03 },
    { id: 'look', weight: 0.27 },
    { id: 'find', weight: 0.1 },
    { id: 'model', weight: 0.1 },
    { id: 'render', weight: 0.5 },
  ],
});
