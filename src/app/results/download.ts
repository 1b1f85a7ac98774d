import { downloadZip } from 'client-zip';

/** Above this a zip is streamed straight to the disk, through the browser's save dialog where it has one. */
const STREAM_FROM_BYTES = 512 * 1024 * 1024;
/** The browser has started reading a download by then. */
const REVOKE_AFTER_MS = 60_000;

export interface NamedBlob {
  readonly fileName: string;
  readonly blob: Blob;
}

type SavePicker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

const savePicker = (): SavePicker | null => {
  const picker: unknown = Reflect.get(window, 'showSaveFilePicker');
  return typeof picker === 'function' ? (picker.bind(window) as SavePicker) : null;
};

/** An ordinary browser download. */
export const saveBlob = (blob: Blob, fileName: string): void => {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
};

const streamToDisk = async (body: ReadableStream, picker: SavePicker, fileName: string): Promise<boolean> => {
  try {
    const handle = await picker({ suggestedName: fileName });
    await body.pipeTo(await handle.createWritable());
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
};

const toFile = ({ blob, fileName }: NamedBlob): File => new File([blob], fileName, { type: blob.type });

/** All files as one zip, streamed. `false` when the person dismissed the dialog. */
export const saveZip = async (files: readonly NamedBlob[], fileName: string): Promise<boolean> => {
  const response = downloadZip(files.map(toFile));
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const picker = savePicker();
  if (picker && response.body && bytes > STREAM_FROM_BYTES)
    return streamToDisk(response.body, picker, fileName);
  saveBlob(await response.blob(), fileName);
  return true;
};

/** Whether this browser can hand these very files to other apps. */
export const canShare = (files: readonly NamedBlob[]): boolean =>
  files.length > 0 && (navigator.canShare?.({ files: files.map(toFile) }) ?? false);

export const share = async (files: readonly NamedBlob[]): Promise<void> => {
  try {
    await navigator.share({ files: files.map(toFile) });
  } catch (error) {
    // Dismissed.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
};
