import type { Job } from '../jobs/job';
import type { Jobs } from '../jobs/start-jobs';
import { loadApiSettings } from './api-settings';
import { createJobApi, watchJobStates } from './create-job-api';
import { notifyWhenHidden } from './notify-when-hidden';
import { openEmbedTransport } from './open-embed-transport';
import { openTabTransport } from './open-tab-transport';
import type { WatchStates } from './rpc';
import { createWindowApi } from './window-api';

export interface ApiParts {
  readonly jobs: Jobs;
  /** Words of the notification about an ended job, in the person's language. */
  describeEnd(job: Job): { readonly title: string; readonly body: string };
  /** An origin that is not allowed tried to embed the studio. */
  onRefusedOrigin(origin: string): void;
}

const showNotification = (title: string, options: { readonly body: string; readonly tag: string }): void => {
  const notification = new Notification(title, options);
  notification.onclick = () => window.focus();
};

/** Opens the three transports and the notifications. Returns the close function. */
export const openApi = ({ jobs, describeEnd, onRefusedOrigin }: ApiParts): (() => void) => {
  const api = createJobApi(jobs);
  const watchStates: WatchStates = (listener) => watchJobStates(jobs, listener);
  window.cutroom = createWindowApi(api, watchStates);
  const closers = [
    openEmbedTransport(window, {
      api,
      watchStates,
      isAllowed: (origin) => loadApiSettings(localStorage).allowedOrigins.includes(origin),
      onRefused: onRefusedOrigin,
    }),
    openTabTransport(api, watchStates, navigator.locks),
    notifyWhenHidden({
      store: jobs.store,
      tab: jobs.tab,
      isHidden: () => document.hidden,
      isWanted: () =>
        loadApiSettings(localStorage).notifications &&
        'Notification' in window &&
        Notification.permission === 'granted',
      describe: describeEnd,
      show: showNotification,
    }),
  ];
  return () => closers.forEach((close) => close());
};
