import { useCallback, useEffect, useState } from 'react';
import type { ModelAsset } from '../../core/model-asset';
import { readOfflineState, storeForOffline, type OfflineState } from '../pwa/offline-files';
import { canStore, deleteModel, storedModels, storeModel } from './model-cache';

export type ModelState =
  | { readonly kind: 'stored' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'storing'; readonly fraction: number }
  | { readonly kind: 'failed' };

/** Which networks are here, and storing and deleting them. `changes` counts up when any of that changes. */
export const useModels = () => {
  const [stored, setStored] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<Readonly<Record<string, ModelState>>>({});
  const [changes, setChanges] = useState(0);

  const refresh = useCallback(async () => {
    setStored(await storedModels());
    setChanges((count) => count + 1);
  }, []);
  useEffect(() => {
    void storedModels().then(setStored);
  }, []);

  const mark = (id: string, state: ModelState) => setBusy((all) => ({ ...all, [id]: state }));
  const store = async (model: ModelAsset) => {
    mark(model.id, { kind: 'storing', fraction: 0 });
    try {
      await storeModel(model, (fraction) => mark(model.id, { kind: 'storing', fraction }));
      mark(model.id, { kind: 'missing' });
      await refresh();
    } catch {
      mark(model.id, { kind: 'failed' });
    }
  };
  const drop = async (model: ModelAsset) => {
    await deleteModel(model);
    await refresh();
  };
  const stateOf = (model: ModelAsset): ModelState =>
    stored.has(model.id) ? { kind: 'stored' } : (busy[model.id] ?? { kind: 'missing' });
  return { stateOf, store, drop, refresh, changes };
};

export interface OfflineStoring {
  readonly storedBytes: number;
  readonly totalBytes: number;
}

/** What offline use takes, and fetching it. */
export const useOffline = (changes: number, onStored: () => Promise<void>) => {
  const [state, setState] = useState<OfflineState | null>(null);
  const [storing, setStoring] = useState<OfflineStoring | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (canStore()) void readOfflineState().then(setState, () => setState(null));
  }, [changes]);

  const storeAll = async () => {
    setFailed(false);
    try {
      const aborter = new AbortController();
      await storeForOffline(aborter.signal, (storedBytes, totalBytes) =>
        setStoring({ storedBytes, totalBytes }),
      );
    } catch {
      setFailed(true);
    }
    setStoring(null);
    await onStored();
  };
  return { state, storing, hasFailed, storeAll };
};
