import noticeUrl from '/models/NOTICE.md?url';

/**
 * The staged weights sit in `models/` beside `index.html`, wherever the app is hosted and whichever chunk asks.
 * The bundler works out the address of the one file of that folder it knows.
 */
export const modelUrl = (file: string): string =>
  new URL(file, new URL('.', new URL(noticeUrl, self.location.href))).href;
