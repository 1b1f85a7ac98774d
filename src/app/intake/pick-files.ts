import type { MediaKind } from '../../core/media-function';
import { acceptOf } from './media-kind';
import { toPickedFile, type PickedFile } from './picked-file';

type OpenPicker = (options: { readonly multiple: boolean }) => Promise<FileSystemFileHandle[]>;

const handlePicker = (): OpenPicker | null => {
  const picker: unknown = Reflect.get(window, 'showOpenFilePicker');
  return typeof picker === 'function' ? (picker.bind(window) as OpenPicker) : null;
};

const kept = (files: readonly (PickedFile | null)[]): PickedFile[] => files.filter((file) => file !== null);

const isDismissed = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

const pickByHandle = async (picker: OpenPicker, multiple: boolean): Promise<PickedFile[]> => {
  const handles = await picker({ multiple });
  return kept(await Promise.all(handles.map(async (handle) => toPickedFile(await handle.getFile(), handle))));
};

interface InputOptions {
  readonly multiple: boolean;
  readonly folder?: boolean;
  readonly accept?: string;
}

/** A file input of the moment; resolves with nothing when the dialog is dismissed. */
const pickByInput = ({ multiple, folder = false, accept = '' }: InputOptions): Promise<PickedFile[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple, accept, webkitdirectory: folder, hidden: true });
    const finish = () => {
      resolve(kept(Array.from(input.files ?? [], (file) => toPickedFile(file))));
      input.remove();
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    // Safari forgets an input that is not in the document.
    document.body.append(input);
    input.click();
  });

/** Call from a click. Prefers the picker that gives handles, so that a job can find its file again after a reload. */
export const pickFiles = async (multiple: boolean, kinds?: readonly MediaKind[]): Promise<PickedFile[]> => {
  const picker = handlePicker();
  if (!picker) return pickByInput({ multiple, ...(kinds ? { accept: acceptOf(kinds) } : {}) });
  try {
    return await pickByHandle(picker, multiple);
  } catch (error) {
    if (isDismissed(error)) return [];
    return pickByInput({ multiple });
  }
};

export const pickFolder = (): Promise<PickedFile[]> => pickByInput({ multiple: true, folder: true });
