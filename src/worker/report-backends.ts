import type { BackendReport } from '../core/backend-report';
import { probeThreads, probeWebGpu } from '../inference/probe-backends';
import { probeOpfs } from './probe-opfs';

/** One after the other: probes that run together would time one another out on a small machine. */
export const reportBackends = async (): Promise<BackendReport> => {
  const opfs = await probeOpfs();
  const threads = await probeThreads();
  const webgpu = await probeWebGpu(false);
  return { opfs, threads, webgpu, codecs: [] };
};
