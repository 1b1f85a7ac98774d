import { MediaError } from '../core/errors';
import type { PositionedChunk, ScratchFile } from '../core/scratch';

const asStorageError = (error: unknown): unknown =>
  error instanceof DOMException && error.name === 'QuotaExceededError'
    ? new MediaError('storage-full', 'The disk quota of this site is used up', { cause: error })
    : error;

/** Writes all of `data`; the handle may take less than asked when the disk fills up. */
const writeFully = (handle: FileSystemSyncAccessHandle, { position, data }: PositionedChunk) => {
  try {
    const written = handle.write(data, { at: position });
    if (written < data.byteLength) throw new MediaError('storage-full', 'The disk took only part of a write');
  } catch (error) {
    throw asStorageError(error);
  }
};

/**
 * A file in OPFS written through a synchronous access handle. `open` collects the handles in use, so that the owner
 * can close what a failed job left open (an open handle blocks deletion).
 */
export const openOpfsFile = async (
  folder: FileSystemDirectoryHandle,
  name: string,
  open: Set<FileSystemSyncAccessHandle>,
): Promise<ScratchFile> => {
  const file = await folder.getFileHandle(name, { create: true });
  const close = (handle: FileSystemSyncAccessHandle) => {
    if (open.delete(handle)) handle.close();
  };

  const openWritable = async () => {
    const handle = await file.createSyncAccessHandle().catch((error: unknown) => {
      throw asStorageError(error);
    });
    open.add(handle);
    handle.truncate(0);
    return new WritableStream<PositionedChunk>({
      write: (chunk) => writeFully(handle, chunk),
      close: () => {
        handle.flush();
        close(handle);
      },
      abort: () => close(handle),
    });
  };

  return {
    name,
    openWritable,
    getFile: () => file.getFile(),
    remove: () => folder.removeEntry(name),
  };
};
