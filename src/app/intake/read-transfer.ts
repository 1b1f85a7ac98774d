import { toPickedFile, type PickedFile } from './picked-file';

/** Chromium's call for a dropped item, which the DOM typings leave out. */
type HandleItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

type Read = () => Promise<(PickedFile | null)[]>;

const readHandle = async (handle: FileSystemHandle): Promise<(PickedFile | null)[]> => {
  if (handle.kind === 'file') {
    const fileHandle = handle as FileSystemFileHandle;
    return [toPickedFile(await fileHandle.getFile(), fileHandle)];
  }
  const found: (PickedFile | null)[] = [];
  for await (const child of (handle as FileSystemDirectoryHandle).values())
    found.push(...(await readHandle(child)));
  return found;
};

const fileOfEntry = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** `readEntries` hands out a folder in batches; an empty one ends it. */
const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
};

const readEntry = async (entry: FileSystemEntry): Promise<(PickedFile | null)[]> => {
  if (entry.isFile) return [toPickedFile(await fileOfEntry(entry as FileSystemFileEntry))];
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map(readEntry))).flat();
};

const readFile = (item: DataTransferItem): Read => {
  const file = item.getAsFile();
  return () => Promise.resolve(file ? [toPickedFile(file)] : []);
};

/** The item is only alive during the event, so everything is asked for before the first `await`. */
const readerOf = (item: HandleItem, wantHandles: boolean): Read => {
  const entry = item.webkitGetAsEntry?.() ?? null;
  const plain = readFile(item);
  const fallback: Read = () => (entry ? readEntry(entry).catch(plain) : plain());
  if (!wantHandles || !item.getAsFileSystemHandle) return fallback;
  const pending = item.getAsFileSystemHandle().catch(() => null);
  return async () => {
    const handle = await pending;
    return handle ? readHandle(handle).catch(fallback) : fallback();
  };
};

/** All files of a drop or a paste, folders walked. */
export const readTransfer = async (transfer: DataTransfer, wantHandles = true): Promise<PickedFile[]> => {
  const readers = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => readerOf(item, wantHandles));
  const found = await Promise.all(readers.map((read) => read()));
  return found.flat().filter((file) => file !== null);
};
