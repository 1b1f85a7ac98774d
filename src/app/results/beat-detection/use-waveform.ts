import { waveformSchema, type WaveformData } from '../../../core/beat-result';
import type { ResultOutput } from '../result-view';
import { readJson, useOutputData } from '../use-output-data';

const readWaveform = (outputs: readonly ResultOutput[]) => readJson(outputs, waveformSchema);

/** The peaks that came with the beats; `undefined` while they are read, `null` where there are none. */
export const useWaveform = (outputs: readonly ResultOutput[]): WaveformData | null | undefined => {
  return useOutputData(outputs, readWaveform);
};
