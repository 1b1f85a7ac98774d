import { expose, releaseProxy, type Remote } from 'comlink';
import type { FunctionDefinition, RunFunction } from '../core/media-function';
import { findDefinition, type FunctionName } from '../functions/definitions';
import { runners } from '../functions/runners';
import { createWorkerApi } from './create-worker-api';
import { deliverInOrder } from './deliver-in-order';
import { holdLifeLock } from './hold-life-lock';
import { openScratch } from './open-scratch';
import { reportBackends } from './report-backends';
import type { JobEvent, JobRequest, WorkerApi } from './wire';
import { ensureDisposableSymbols } from '../core/disposable-symbols';

ensureDisposableSymbols();

const loadRun = async (name: FunctionName) =>
  // The name links `run` to its own params and inputs; TypeScript cannot see that across the union.
  (await runners[name]()).run as RunFunction<FunctionDefinition>;

const onStrayError = (listener: (reason: unknown) => void) => {
  const onRejection = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    listener(event.reason);
  };
  // Handled here: it must not reach the page as well, where it would count as the worker's death.
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    listener(event.error ?? new Error(event.message));
  };
  self.addEventListener('unhandledrejection', onRejection);
  self.addEventListener('error', onError);
  return () => {
    self.removeEventListener('unhandledrejection', onRejection);
    self.removeEventListener('error', onError);
  };
};

const api = createWorkerApi({
  findDefinition,
  loadRun,
  openScratch,
  report: reportBackends,
  holdLifeLock,
  onStrayError,
});

/** The page's callback arrives as a comlink proxy with a port of its own, which must be closed. */
const run: WorkerApi['run'] = async (request: JobRequest, onEvent) => {
  const remote = onEvent as unknown as Remote<(event: JobEvent) => void>;
  const delivery = deliverInOrder<JobEvent>((event) => remote(event));
  try {
    return await api.run(request, delivery.send);
  } finally {
    await delivery.settle();
    remote[releaseProxy]();
  }
};

expose({ ...api, run } satisfies WorkerApi);
