import { useEffect, useState } from 'react';
import { waveformSchema, type WaveformData } from '../../../core/beat-result';
import type { ResultOutput } from '../result-view';

const readWaveform = async (outputs: readonly ResultOutput[]): Promise<WaveformData | null> => {
  const data = outputs.find(({ role, mimeType }) => role === 'data' && mimeType === 'application/json');
  if (!data) return null;
  return waveformSchema.safeParse(JSON.parse(await data.blob.text())).data ?? null;
};

/** The peaks that came with the beats; `undefined` while they are read, `null` where there are none. */
export const useWaveform = (outputs: readonly ResultOutput[]): WaveformData | null | undefined => {
  const [waveform, setWaveform] = useState<WaveformData | null>();
  const key = outputs.map(({ url }) => url).join();
  useEffect(() => {
    let isCurrent = true;
    void readWaveform(outputs)
      .catch(() => null)
      .then((read) => isCurrent && setWaveform(read));
    return () => {
      isCurrent = false;
    };
    // The outputs are a new array on every render; their URLs say when they really change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  return waveform;
};
