/** Image containers by their first bytes (file names and MIME types lie). */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp';

/** Enough for an `ftyp` box with its list of brands. */
export const SNIFFED_BYTES = 64;

const AVIF_BRANDS = /avif|avis/;

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** Null: not an image that browsers decode. */
export const sniffImageType = (head: Uint8Array): ImageType | null => {
  if (head[0] === 0x89 && ascii(head, 1, 4) === 'PNG') return 'image/png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (ascii(head, 0, 4) === 'GIF8') return 'image/gif';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(head, 4, 8) === 'ftyp' && AVIF_BRANDS.test(ascii(head, 8, SNIFFED_BYTES))) return 'image/avif';
  if (ascii(head, 0, 2) === 'BM' && head.length > 26) return 'image/bmp';
  return null;
};
