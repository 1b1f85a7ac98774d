import type { JobInput, JobInputs } from './job';
import type { KeptFiles } from './job-records';

/** Chromium's permission calls, which the DOM typings leave out. */
interface AskingHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}

/** Needs a click when the browser wants to ask the person. */
const openHandle = async (handle: AskingHandle): Promise<File | null> => {
  const mode = { mode: 'read' } as const;
  try {
    const known = await handle.queryPermission?.(mode);
    const granted = known === 'granted' || (await handle.requestPermission?.(mode)) === 'granted';
    return granted ? await handle.getFile() : null;
  } catch {
    // Moved, deleted, or no click to ask with: the page asks for the file itself.
    return null;
  }
};

const recover = async (input: JobInput, kept: File | undefined): Promise<JobInput> => {
  const file = input.file ?? kept ?? (input.handle ? await openHandle(input.handle) : null);
  return { ...input, file };
};

/** Fills in every file the browser can give back: still in memory, kept with the record, or through its handle. */
export const recoverInputs = async (inputs: JobInputs, kept: KeptFiles | null): Promise<JobInputs> => {
  const slots = Object.entries(inputs).map(async ([slot, list]) => {
    const found = list.map((input, index) => recover(input, kept?.[slot]?.[index]));
    return [slot, await Promise.all(found)] as const;
  });
  return Object.fromEntries(await Promise.all(slots));
};

/** Names of the files that are still missing. */
export const missingFiles = (inputs: JobInputs): readonly string[] =>
  Object.values(inputs)
    .flat()
    .flatMap(({ file, name }) => (file ? [] : [name]));
