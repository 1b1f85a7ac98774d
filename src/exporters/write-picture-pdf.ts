import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef } from 'pdf-lib';

/** One page of a handout. */
export interface PicturePage {
  /** JPEG bytes. */
  readonly picture: Uint8Array;
  /** JPEG of the words under the picture, drawn by the browser so that every script comes out right; or none. */
  readonly caption: { readonly picture: Uint8Array; readonly heightShare: number } | null;
  /** Entry of the document's outline. */
  readonly bookmark: string;
}

/** Pages have this width in points (a 16:9 slide as office programs print it). */
const PAGE_WIDTH_PT = 960;

/** Adds an outline of one level (ISO 32000-1, 12.3.3): pdf-lib has no call for it. */
const addOutline = (document: PDFDocument, titles: readonly string[], pages: readonly PDFRef[]): void => {
  const { context } = document;
  const outline = context.nextRef();
  const items = titles.map(() => context.nextRef());
  titles.forEach((title, i) => {
    const entries: Record<string, PDFRef | PDFHexString | ReturnType<typeof context.obj>> = {
      Title: PDFHexString.fromText(title),
      Parent: outline,
      Dest: context.obj([pages[i]!, PDFName.of('Fit')]),
    };
    if (items[i - 1]) entries['Prev'] = items[i - 1]!;
    if (items[i + 1]) entries['Next'] = items[i + 1]!;
    context.assign(items[i]!, context.obj(entries));
  });
  const root = PDFDict.withContext(context);
  root.set(PDFName.of('Type'), PDFName.of('Outlines'));
  root.set(PDFName.of('First'), items[0]!);
  root.set(PDFName.of('Last'), items.at(-1)!);
  root.set(PDFName.of('Count'), PDFNumber.of(items.length));
  context.assign(outline, root);
  document.catalog.set(PDFName.of('Outlines'), outline);
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
};

const addPage = async (document: PDFDocument, { picture, caption }: PicturePage): Promise<PDFRef> => {
  const image = await document.embedJpg(picture);
  const pictureHeight = (PAGE_WIDTH_PT * image.height) / image.width;
  const captionHeight = caption ? caption.heightShare * PAGE_WIDTH_PT : 0;
  const page = document.addPage([PAGE_WIDTH_PT, pictureHeight + captionHeight]);
  page.drawImage(image, { x: 0, y: captionHeight, width: PAGE_WIDTH_PT, height: pictureHeight });
  if (caption) {
    const words = await document.embedJpg(caption.picture);
    page.drawImage(words, { x: 0, y: 0, width: PAGE_WIDTH_PT, height: captionHeight });
  }
  return page.ref;
};

/** A PDF with one picture a page, each under its bookmark. Pages are taken one at a time. */
export const writePicturePdf = async (
  title: string,
  pages: AsyncIterable<PicturePage>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const document = await PDFDocument.create();
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setProducer('Cutroom');
  document.setCreator('Cutroom');
  const refs: PDFRef[] = [];
  const bookmarks: string[] = [];
  for await (const page of pages) {
    refs.push(await addPage(document, page));
    bookmarks.push(page.bookmark);
  }
  if (refs.length > 0) addOutline(document, bookmarks, refs);
  return Uint8Array.from(await document.save());
};
