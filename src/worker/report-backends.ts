import { MediaError } from '../core/errors';
import { probeOpfs } from './probe-opfs';
import type { BackendReport } from './wire';

export const reportBackends = async (): Promise<BackendReport> => {
  const opfs = await probeOpfs();
  throw new MediaError('internal', `The WebGPU and codec probes are not built yet; OPFS: ${opfs.reason}`);
};
