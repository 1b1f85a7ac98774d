import type { RgbaImage } from '../../core/image';

/** How far the background's glow reaches over the edge, as a share of the picture's height. */
const REACH = 0.012;

const context2d = (width: number, height: number): OffscreenCanvasRenderingContext2D =>
  new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;

/**
 * Lets the background's light spill over the subject's edge: within reach of the outline the blurred background
 * is screened over the subject's colours. Changes `keyed` in place; `strength` 0..1.
 */
export const createLightWrap = (widthPx: number, heightPx: number, strength: number) => {
  const width = Math.max(1, Math.round(widthPx / 8));
  const height = Math.max(1, Math.round(heightPx / 8));
  const glow = context2d(width, height);
  const shadow = context2d(width, height);
  const radius = Math.max(1, (heightPx * REACH) / 8);

  return (keyed: RgbaImage, subject: OffscreenCanvas, background: OffscreenCanvas): void => {
    if (strength <= 0) return;
    glow.filter = `blur(${radius}px)`;
    glow.drawImage(background, 0, 0, width, height);
    shadow.clearRect(0, 0, width, height);
    shadow.filter = `blur(${radius}px)`;
    shadow.drawImage(subject, 0, 0, width, height);
    const light = glow.getImageData(0, 0, width, height).data;
    const cover = shadow.getImageData(0, 0, width, height).data;
    const { data } = keyed;
    for (let i = 0, x = 0, y = 0; i < data.length; i += 4) {
      const cell = (Math.min(height - 1, y >> 3) * width + Math.min(width - 1, x >> 3)) * 4;
      const edge = (1 - cover[cell + 3]! / 255) * strength;
      if (edge > 0 && data[i + 3]! > 0) {
        for (let c = 0; c < 3; c++) {
          data[i + c] = data[i + c]! + edge * light[cell + c]! * (1 - data[i + c]! / 255);
        }
      }
      if (++x === widthPx) {
        x = 0;
        y++;
      }
    }
  };
};
