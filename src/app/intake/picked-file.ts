import { kindOfFile, type FileKind } from './media-kind';

/** A file the person chose. */
export interface PickedFile {
  readonly key: string;
  readonly file: File;
  readonly kind: FileKind;
  /** Kept where the browser gives one: lets an interrupted job find its file again after a reload. */
  readonly handle: FileSystemFileHandle | null;
}

/** Files that operating systems leave in folders. */
const isClutter = (name: string): boolean =>
  name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);

let nextKey = 0;

export const toPickedFile = (file: File, handle: FileSystemFileHandle | null = null): PickedFile | null =>
  isClutter(file.name) ? null : { key: `file-${nextKey++}`, file, kind: kindOfFile(file), handle };

export const isSameFile = (a: File, b: File): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
