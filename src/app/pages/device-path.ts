import type { BackendReport } from '../../core/backend-report';
import type { BackendChoice } from '../../core/media-function';

export type Path = Exclude<BackendChoice, 'auto'>;

/** Which way networks are computed: the forced one, else the fastest that passed its test. */
export const chosenPath = (report: BackendReport, choice: BackendChoice): Path => {
  if (choice !== 'auto') return choice;
  if (report.webgpu.usable) return 'webgpu';
  return report.threads.usable ? 'wasm-threads' : 'wasm';
};
