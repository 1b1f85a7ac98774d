import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { expect, test } from 'vitest';
import { writePicturePdf, type PicturePage } from './write-picture-pdf';

/** The smallest grey JPEG there is: one pixel. */
const JPEG = Uint8Array.from(
  atob(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  ),
  (sign) => sign.charCodeAt(0),
);

async function* pages(): AsyncGenerator<PicturePage> {
  yield { picture: JPEG, caption: null, bookmark: '死锁 & locks' };
  yield { picture: JPEG, caption: { picture: JPEG, heightShare: 0.05 }, bookmark: 'Second' };
}

test('a handout has a page a picture, a title, and bookmarks in any script', async () => {
  const document = await PDFDocument.load(await writePicturePdf('讲义', pages()));
  expect(document.getTitle()).toBe('讲义');
  expect(document.getPages().map((page) => page.getSize())).toEqual([
    { width: 960, height: 960 },
    { width: 960, height: 1008 },
  ]);
  const outline = document.catalog.lookup(PDFName.of('Outlines'), PDFDict);
  const first = outline.lookup(PDFName.of('First'), PDFDict);
  expect(first.lookup(PDFName.of('Title'), PDFHexString).decodeText()).toBe('死锁 & locks');
  const second = first.lookup(PDFName.of('Next'), PDFDict);
  expect(second.lookup(PDFName.of('Title'), PDFHexString).decodeText()).toBe('Second');
  expect(second.has(PDFName.of('Next'))).toBe(false);
});
