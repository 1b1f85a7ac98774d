import type { RgbaImage } from '../core/image';

export const SPRITE_COLUMNS = 10;

/** Pictures of one size laid out row by row, `SPRITE_COLUMNS` to a row. */
export const drawSprite = (thumbs: readonly RgbaImage[]): RgbaImage => {
  const { widthPx: tileWidth, heightPx: tileHeight } = thumbs[0]!;
  const columns = Math.min(SPRITE_COLUMNS, thumbs.length);
  const widthPx = columns * tileWidth;
  const heightPx = Math.ceil(thumbs.length / columns) * tileHeight;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  thumbs.forEach((thumb, i) => {
    const left = (i % columns) * tileWidth;
    const top = Math.floor(i / columns) * tileHeight;
    for (let y = 0; y < Math.min(tileHeight, thumb.heightPx); y++) {
      const row = thumb.data.subarray(
        y * thumb.widthPx * 4,
        (y * thumb.widthPx + Math.min(tileWidth, thumb.widthPx)) * 4,
      );
      data.set(row, ((top + y) * widthPx + left) * 4);
    }
  });
  return { widthPx, heightPx, data };
};
