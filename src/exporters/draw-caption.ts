import { MediaError } from '../core/errors';

/** Height of a caption as a share of its width: one line of about a fortieth of the page, with air. */
const HEIGHT_SHARE = 0.045;
const CAPTION_WIDTH_PX = 1920;
const FONT_SHARE = 0.5;
const MARGIN_SHARE = 0.02;
const FONTS = 'system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/** A line of words as a JPEG strip, drawn with the system's fonts: every script the person can read comes out right. */
export const drawCaption = async (words: string, aside: string) => {
  const heightPx = Math.round(CAPTION_WIDTH_PX * HEIGHT_SHARE);
  const canvas = new OffscreenCanvas(CAPTION_WIDTH_PX, heightPx);
  const context = canvas.getContext('2d');
  if (!context) throw new MediaError('encode-failed', 'No 2D canvas');
  const margin = CAPTION_WIDTH_PX * MARGIN_SHARE;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, CAPTION_WIDTH_PX, heightPx);
  context.fillStyle = '#222';
  context.textBaseline = 'middle';
  context.font = `${Math.round(heightPx * FONT_SHARE)}px ${FONTS}`;
  const asideWidth = context.measureText(aside).width;
  context.fillText(words, margin, heightPx / 2, CAPTION_WIDTH_PX - 3 * margin - asideWidth);
  context.fillText(aside, CAPTION_WIDTH_PX - margin - asideWidth, heightPx / 2);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return { picture: new Uint8Array(await blob.arrayBuffer()), heightShare: heightPx / CAPTION_WIDTH_PX };
};
