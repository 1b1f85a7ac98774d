import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BackendChoice } from '../../core/media-function';
import type { Language } from '../i18n/function-text';

export interface Settings {
  readonly language: Language | 'auto';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly backend: BackendChoice;
}

const STORAGE_KEY = 'cutroom-settings';

const defaults: Settings = { language: 'auto', theme: 'auto', backend: 'auto' };

const oneOf = <T>(value: unknown, choices: readonly T[], fallback: T): T =>
  choices.find((choice) => choice === value) ?? fallback;

/** What is stored may be old or edited by hand: every field is checked. */
export const readSettings = (stored: string | null): Settings => {
  let raw: Partial<Record<keyof Settings, unknown>> = {};
  try {
    raw = (JSON.parse(stored ?? '{}') as typeof raw | null) ?? {};
  } catch {
    return defaults;
  }
  return {
    language: oneOf(raw.language, ['auto', 'en', 'zh'], defaults.language),
    theme: oneOf(raw.theme, ['auto', 'light', 'dark'], defaults.theme),
    backend: oneOf(raw.backend, ['auto', 'webgpu', 'wasm-threads', 'wasm'], defaults.backend),
  };
};

/** Storage may be switched off; settings then last as long as the page. */
const load = (): Settings => {
  try {
    return readSettings(localStorage.getItem(STORAGE_KEY));
  } catch {
    return defaults;
  }
};

const save = (settings: Settings): void => {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // Kept in memory only.
  }
};

export const createSettingsStore = () => {
  const store = createStore<Settings>(load);
  store.subscribe(save);
  return store;
};

export const settingsStore = createSettingsStore();
export const useSettings = (): Settings => useStore(settingsStore);
export const changeSettings = (change: Partial<Settings>): void => settingsStore.setState(change);
