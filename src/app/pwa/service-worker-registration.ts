import { SKIP_WAITING_MESSAGE } from '../../core/cache-names';

/** Marks the one reload that may bring isolation, so that a host where it does not come is not reloaded for ever. */
const RELOADED_KEY = 'cutroom-reloaded-for-isolation';
const RETRY_WHILE_BUSY_MS = 3000;

export interface ServiceWorkerHooks {
  /** A reload would interrupt something (a running job). */
  isBusy(): boolean;
  /** A new version has been downloaded and waits; `apply` lets it take over and reloads the page. */
  onUpdateReady(apply: () => void): void;
}

/** A static host that sets no headers: the service worker adds them from the next load on. */
const reloadForIsolation = (isBusy: () => boolean): void => {
  if (crossOriginIsolated || sessionStorage.getItem(RELOADED_KEY)) return;
  if (isBusy()) return void setTimeout(() => reloadForIsolation(isBusy), RETRY_WHILE_BUSY_MS);
  sessionStorage.setItem(RELOADED_KEY, '1');
  location.reload();
};

const offerUpdate = (waiting: ServiceWorker, hooks: ServiceWorkerHooks): void =>
  hooks.onUpdateReady(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage(SKIP_WAITING_MESSAGE);
  });

const watchForUpdates = (registration: ServiceWorkerRegistration, hooks: ServiceWorkerHooks): void => {
  if (registration.waiting && navigator.serviceWorker.controller) offerUpdate(registration.waiting, hooks);
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => {
      const isUpdate = next.state === 'installed' && navigator.serviceWorker.controller !== null;
      if (isUpdate) offerUpdate(next, hooks);
    });
  });
};

/**
 * Registers the service worker of the built app: offline use, isolation on hosts without headers, and updates that
 * ask first. Resolves `false` where there is none (development server, private mode, no support).
 */
export const registerServiceWorker = async (hooks: ServiceWorkerHooks): Promise<boolean> => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return false;
  try {
    if (navigator.serviceWorker.controller) reloadForIsolation(hooks.isBusy);
    else {
      const whenClaimed = () => reloadForIsolation(hooks.isBusy);
      navigator.serviceWorker.addEventListener('controllerchange', whenClaimed, { once: true });
    }
    const url = new URL('service-worker.js', document.baseURI);
    watchForUpdates(await navigator.serviceWorker.register(url, { updateViaCache: 'none' }), hooks);
    return true;
  } catch {
    return false;
  }
};
