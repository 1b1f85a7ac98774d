import type { RgbaImage } from '../core/image';

const GREY = 128;

/** The picture over mid grey, as networks that know no transparency should see it; opaque pictures as they are. */
export const flattenImage = (image: RgbaImage): RgbaImage => {
  const { data: pixels, widthPx, heightPx } = image;
  let clear = 3;
  while (clear < pixels.length && pixels[clear] === 255) clear += 4;
  if (clear >= pixels.length) return image;
  const data = new Uint8ClampedArray(pixels);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = pixels[i + 3]! / 255;
    for (let c = 0; c < 3; c++) data[i + c] = GREY + alpha * (pixels[i + c]! - GREY);
    data[i + 3] = 255;
  }
  return { widthPx, heightPx, data };
};
