import { MediaError } from '../core/errors';
import type { OutputFile, StoredOutput } from '../core/media-function';
import { JOBS_FOLDER, type PositionedChunk, type ScratchFile } from '../core/scratch';
import type { JobScratch } from './job-scratch';
import { createMemoryFile } from './memory-scratch';
import { openOpfsFile } from './opfs-file';

/** OPFS allows any name that is one path segment. */
const asSegment = (name: string): string => {
  const segment = name.replace(/[\\/]/g, '_');
  if (segment === '' || segment === '.' || segment === '..') {
    throw new MediaError('internal', `Not a scratch file name: "${name}"`);
  }
  return segment;
};

const copyTo = async (blob: Blob, target: ScratchFile): Promise<File> => {
  let position = 0;
  const place = new TransformStream<Uint8Array<ArrayBuffer>, PositionedChunk>({
    transform: (data, controller) => {
      controller.enqueue({ type: 'write', position, data });
      position += data.byteLength;
    },
  });
  await blob
    .stream()
    .pipeThrough(place)
    .pipeTo(await target.openWritable());
  return target.getFile();
};

const createOpfsScratch = async (root: FileSystemDirectoryHandle, jobId: string): Promise<JobScratch> => {
  const jobs = await root.getDirectoryHandle(JOBS_FOLDER, { create: true });
  const removeFolder = () => jobs.removeEntry(jobId, { recursive: true });
  await removeFolder().catch(() => undefined);
  const folder = await jobs.getDirectoryHandle(jobId, { create: true });
  const open = new Set<FileSystemSyncAccessHandle>();
  const nameOfHandedOut = new WeakMap<Blob, string>();

  const closeAll = () => {
    for (const handle of open) handle.close();
    open.clear();
  };

  const createFile = async (name: string): Promise<ScratchFile> => {
    const segment = asSegment(name);
    const file = await openOpfsFile(folder, segment, open);
    const getFile = async () => {
      const snapshot = await file.getFile();
      nameOfHandedOut.set(snapshot, segment);
      return snapshot;
    };
    return { ...file, getFile };
  };

  const store = async (output: OutputFile, index: number): Promise<StoredOutput> => {
    const path = nameOfHandedOut.get(output.blob);
    if (path !== undefined) return { ...output, path };
    const target = await createFile(`output-${index}-${output.fileName}`);
    return { ...output, blob: await copyTo(output.blob, target), path: target.name };
  };

  const keep = async (outputs: readonly OutputFile[]) => {
    closeAll();
    const stored: StoredOutput[] = [];
    for (const [index, output] of outputs.entries()) stored.push(await store(output, index));
    const kept = new Set(stored.map((output) => output.path));
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names) if (!kept.has(name)) await folder.removeEntry(name, { recursive: true });
    return stored;
  };

  const remove = async () => {
    closeAll();
    await removeFolder();
  };

  return { createFile, keep, remove };
};

const createMemoryScratch = (): JobScratch => ({
  createFile: async (name) => createMemoryFile(name),
  keep: async (outputs) => outputs.map((output) => ({ ...output, path: null })),
  remove: async () => undefined,
});

/** `jobs/<jobId>/` in OPFS, emptied; in memory (and the log says so) where the browser has no OPFS for us. */
export const openScratch = async (jobId: string, log: (message: string) => void): Promise<JobScratch> => {
  const root = await navigator.storage?.getDirectory().catch(() => null);
  if (root) return createOpfsScratch(root, jobId);
  log('This browser gives no private disk area (OPFS): intermediate files are kept in memory');
  return createMemoryScratch();
};
