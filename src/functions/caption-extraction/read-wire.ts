import type { WireError } from '../../core/errors';
import type { BackendChoice, Json } from '../../core/media-function';
import type { CueFilter } from './definition';
import type { PicturedRow, RowReading } from './read-row';

/** To the reading worker: `open` once, then any number of rows. */
export type ReadRequest =
  | { readonly kind: 'open'; readonly backend: BackendChoice; readonly filter: CueFilter }
  | { readonly kind: 'read'; readonly row: PicturedRow };

/** From it: `log` at any time, else one for each request, in order. */
export type ReadReply =
  | { readonly kind: 'log'; readonly line: string; readonly data?: Readonly<Record<string, Json>> }
  | { readonly kind: 'opened' }
  | { readonly kind: 'read'; readonly reading: RowReading }
  | { readonly kind: 'failed'; readonly error: WireError };
