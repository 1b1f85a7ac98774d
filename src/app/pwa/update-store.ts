import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { isEnded } from '../../jobs/job';
import type { JobStore } from '../../jobs/job-store';
import { registerServiceWorker } from './service-worker-registration';

interface UpdateState {
  /** Lets a downloaded new version take over and reloads; `null` while there is none. */
  readonly apply: (() => void) | null;
}

const updates = createStore<UpdateState>(() => ({ apply: null }));

export const useUpdate = (): UpdateState['apply'] => useStore(updates, (state) => state.apply);
export const dismissUpdate = (): void => updates.setState({ apply: null });

export const openServiceWorker = (jobs: JobStore): Promise<boolean> =>
  registerServiceWorker({
    isBusy: () => jobs.getState().jobs.some((job) => !isEnded(job)),
    onUpdateReady: (apply) => updates.setState({ apply }),
  });
