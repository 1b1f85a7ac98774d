import type { JobRecord, JobRecords, KeptFiles } from './job-records';

/** Records that last as long as the tab: for browsers without IndexedDB. */
export const createMemoryRecords = (): JobRecords => {
  const records = new Map<string, JobRecord>();
  const inputs = new Map<string, KeptFiles>();
  return {
    loadAll: async () => [...records.values()],
    load: async (id) => records.get(id) ?? null,
    save: async (record) => void records.set(record.id, record),
    remove: async (id) => {
      records.delete(id);
      inputs.delete(id);
    },
    keepFiles: async (id, files) => void inputs.set(id, files),
    keptFiles: async (id) => inputs.get(id) ?? null,
    dropFiles: async (id) => void inputs.delete(id),
    close: () => undefined,
  };
};
