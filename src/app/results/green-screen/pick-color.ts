/** Half the side of the square whose mean is taken, px: one pixel alone is mostly noise. */
const REACH_PX = 3;

const toHex = (values: readonly number[]): string =>
  `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Mean colour of opaque RGBA round a place given in shares of the picture, as `#rrggbb`. */
export const meanColorAt = (image: ImageData, [x, y]: readonly [number, number]): string => {
  const centerX = Math.min(image.width - 1, Math.max(0, Math.floor(x * image.width)));
  const centerY = Math.min(image.height - 1, Math.max(0, Math.floor(y * image.height)));
  const sums = [0, 0, 0];
  let count = 0;
  for (let py = centerY - REACH_PX; py <= centerY + REACH_PX; py++) {
    for (let px = centerX - REACH_PX; px <= centerX + REACH_PX; px++) {
      if (px < 0 || py < 0 || px >= image.width || py >= image.height) continue;
      for (let c = 0; c < 3; c++) sums[c] = sums[c]! + image.data[(py * image.width + px) * 4 + c]!;
      count++;
    }
  }
  return toHex(sums.map((sum) => sum / count));
};

/** Reads a picture's pixels. */
export const readPixels = async (blob: Blob): Promise<ImageData> => {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  const canvas = Object.assign(document.createElement('canvas'), {
    width: bitmap.width,
    height: bitmap.height,
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
};
