import type { WindowFrame } from './fill-window';
import { copyCrop, type PlanarCrop } from './planar-crop';
import { estimateTextAlpha, type TextAlpha } from './text-alpha';

/** What is known of the text that covers some frames. */
export interface TextCover {
  /** Pixels that have to be filled from elsewhere. */
  readonly hidden: Uint8Array<ArrayBuffer>;
  /** What they themselves still say once the text is taken out, off by so many code values. */
  readonly doubt?: Float32Array<ArrayBuffer>;
  readonly text?: TextAlpha;
}

/** To here the picture behind comes through well enough to be taken for seen ... */
const SEEN_ALPHA = 0.8;
/** ... to here behind a box, where other frames know better ... */
const BOX_SEEN_ALPHA = 0.6;
/** ... and to here it says something at all. */
const CLEAR_ALPHA = 0.93;
/** Error of a shown pixel (code values): coding, and what alpha is off by. */
const SHOWN_ERROR = 3.5;

/** Pixels from this alpha on and their next neighbours: no pixel stands alone among opaque ones. */
const denserThan = (alpha: Float32Array, widthPx: number, limit: number): Uint8Array<ArrayBuffer> => {
  const dense = new Uint8Array(alpha.length);
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i]! < limit) continue;
    const x = i % widthPx;
    dense[i] = 1;
    if (x > 0) dense[i - 1] = 1;
    if (x < widthPx - 1) dense[i + 1] = 1;
    if (i >= widthPx) dense[i - widthPx] = 1;
    if (i + widthPx < dense.length) dense[i + widthPx] = 1;
  }
  return dense;
};

/** What `mask` covers in these frames, all with the same text. */
export const planCover = (frames: readonly PlanarCrop[], mask: Uint8Array<ArrayBuffer>): TextCover => {
  const text = estimateTextAlpha(frames, mask);
  if (!text) return { hidden: mask };
  const { alpha, level } = text;
  const { widthPx } = frames[0]!;
  const seenAlpha = level === null ? SEEN_ALPHA : BOX_SEEN_ALPHA;
  const opaque = denserThan(alpha, widthPx, CLEAR_ALPHA);
  const doubt = Float32Array.from(alpha, (value, i) =>
    opaque[i] ? Number.POSITIVE_INFINITY : SHOWN_ERROR / (1 - value),
  );
  return { hidden: denserThan(alpha, widthPx, seenAlpha), doubt, text };
};

/** What was there before so much of the ink was mixed in. */
const unmix = (value: number, alpha: number, ink: number): number =>
  Math.min(255, Math.max(0, (value - alpha * ink) / (1 - alpha) + 0.5));

/** The frame with the text taken out where the picture comes through, and what is left to be filled. */
export const uncoverFrame = (shown: PlanarCrop, { hidden, doubt, text }: TextCover): WindowFrame => {
  if (!text || !doubt) return { crop: shown, hidden };
  const { alpha, ink } = text;
  const crop = copyCrop(shown);
  const { widthPx, chromaStep } = crop;
  for (let i = 0; i < alpha.length; i++)
    if (alpha[i]! > 0 && alpha[i]! < CLEAR_ALPHA) crop.y[i] = unmix(crop.y[i]!, alpha[i]!, ink.y);
  const wide = widthPx / chromaStep;
  for (let j = 0; j < crop.u.length; j++) {
    const i = Math.floor(j / wide) * chromaStep * widthPx + (j % wide) * chromaStep;
    const a =
      chromaStep === 1
        ? alpha[i]!
        : (alpha[i]! + alpha[i + 1]! + alpha[i + widthPx]! + alpha[i + widthPx + 1]!) / 4;
    if (a <= 0 || a >= CLEAR_ALPHA) continue;
    crop.u[j] = unmix(crop.u[j]!, a, ink.u);
    crop.v[j] = unmix(crop.v[j]!, a, ink.v);
  }
  return { crop, hidden, doubt };
};
