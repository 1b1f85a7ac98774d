import type { BackendReport } from '../core/backend-report';
import { openScratch } from './open-scratch';
import { probeOpfs } from './probe-opfs';

const reportCodecs = async (): Promise<BackendReport['codecs']> => {
  const { probeCodecs } = await import('../media/probe-codecs');
  const scratch = await openScratch(`probe-${crypto.randomUUID()}`, () => undefined);
  try {
    return await probeCodecs(scratch);
  } finally {
    await scratch.remove();
  }
};

/** One after the other: probes that run together would time one another out on a small machine. */
export const reportBackends = async (): Promise<BackendReport> => {
  const { probeThreads, probeWebGpu } = await import('../inference/probe-backends');
  const opfs = await probeOpfs();
  const threads = await probeThreads();
  const webgpu = await probeWebGpu(false);
  return { opfs, threads, webgpu, codecs: await reportCodecs() };
};
