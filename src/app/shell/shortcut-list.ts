import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const dialog = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export const showShortcuts = (): void => dialog.setState({ isOpen: true });
export const setShortcutsShown = (isOpen: boolean): void => dialog.setState({ isOpen });
export const useShortcutsShown = (): boolean => useStore(dialog, (state) => state.isOpen);

/** As listed to the person; `does` is a key under `shortcuts.`. */
export const shortcutList = [
  { keys: ['?'], does: 'open' },
  { keys: ['A'], does: 'add' },
  { keys: ['Ctrl', 'V'], does: 'paste' },
  { keys: ['Ctrl', 'Enter'], does: 'start' },
  { keys: ['H'], does: 'home' },
  { keys: ['J'], does: 'jobs' },
  { keys: ['S'], does: 'settings' },
  { keys: ['T'], does: 'theme' },
  { keys: ['L'], does: 'language' },
  { keys: ['←', '→'], does: 'frame' },
  { keys: ['Shift', '←', '→'], does: 'second' },
  { keys: ['←', '↑', '→', '↓', '+', '−'], does: 'box' },
] as const;
