import type { Capability } from '../core/backend-report';

const PROBE_NAME = 'probe';
const PROBE_BYTES = new Uint8Array([1, 2, 3, 4]);

const roundTrip = async (root: FileSystemDirectoryHandle): Promise<boolean> => {
  const file = await root.getFileHandle(PROBE_NAME, { create: true });
  try {
    const handle = await file.createSyncAccessHandle();
    handle.write(PROBE_BYTES, { at: 4 });
    handle.flush();
    handle.close();
    const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
    return bytes.length === 8 && bytes[4] === 1 && bytes[7] === 4;
  } finally {
    await root.removeEntry(PROBE_NAME);
  }
};

/** Writes a few bytes at an offset through a synchronous handle and reads them back. */
export const probeOpfs = async (): Promise<Capability> => {
  try {
    const right = await roundTrip(await navigator.storage.getDirectory());
    return {
      usable: right,
      reason: right ? 'positioned write read back' : 'what was read is not what was written',
    };
  } catch (error) {
    return { usable: false, reason: String(error) };
  }
};
