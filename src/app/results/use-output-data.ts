import { useEffect, useState } from 'react';
import type { ZodType } from 'zod';
import type { ResultOutput } from './result-view';

/** The JSON among a job's outputs; `null` where there is none of this shape. */
export const readJson = async <Data>(
  outputs: readonly ResultOutput[],
  schema: ZodType<Data>,
): Promise<Data | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'data' && mimeType === 'application/json');
  if (!data) return null;
  return schema.safeParse(JSON.parse(await data.blob.text())).data ?? null;
};

/** What `read` makes of a job's outputs; `undefined` while it reads, `null` where it finds nothing or fails. */
export const useOutputData = <Data>(
  outputs: readonly ResultOutput[],
  read: (outputs: readonly ResultOutput[]) => Promise<Data | null>,
): Data | null | undefined => {
  const [data, setData] = useState<Data | null>();
  const key = outputs.map(({ url }) => url).join();
  useEffect(() => {
    let isCurrent = true;
    void read(outputs)
      .catch(() => null)
      .then((found) => isCurrent && setData(found));
    return () => {
      isCurrent = false;
    };
    // The outputs are a new array on every render; their URLs say when they really change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return data;
};
