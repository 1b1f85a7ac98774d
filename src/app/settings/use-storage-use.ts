import { useCallback, useEffect, useState } from 'react';
import { createJobFiles } from '../../jobs/job-files';
import { measureStorage, type StorageUse } from '../../jobs/storage';

/** What this site keeps on disk; `null` until measured, and where the browser does not say. */
export const useStorageUse = () => {
  const [use, setUse] = useState<StorageUse | null>(null);
  const refresh = useCallback(async () => {
    const measured = await measureStorage(createJobFiles()).catch(() => null);
    setUse(measured);
    return measured;
  }, []);
  useEffect(() => {
    void measureStorage(createJobFiles()).then(setUse, () => setUse(null));
  }, []);
  return { use, refresh };
};
