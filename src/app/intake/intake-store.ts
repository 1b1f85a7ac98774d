import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { isSameFile, type PickedFile } from './picked-file';

/** Where files lie until they are submitted: the first slot of whichever function is open, and the other slots. */
export interface IntakeState {
  /** Shared by all functions: dropping first and choosing the function later works. */
  readonly files: readonly PickedFile[];
  /** Other slots, by `slotKey(functionId, slot)`. */
  readonly slots: Readonly<Record<string, readonly PickedFile[]>>;
}

export const MAIN_SLOT = 'main';
export const slotKey = (functionId: string, slot: string): string => `${functionId}/${slot}`;

export const intakeStore = createStore<IntakeState>(() => ({ files: [], slots: {} }));
export const useIntake = <T>(select: (state: IntakeState) => T): T => useStore(intakeStore, select);

const merged = (old: readonly PickedFile[], added: readonly PickedFile[]): readonly PickedFile[] => [
  ...old,
  ...added.filter(({ file }) => !old.some((known) => isSameFile(known.file, file))),
];

const filesIn = (state: IntakeState, slot: string): readonly PickedFile[] =>
  slot === MAIN_SLOT ? state.files : (state.slots[slot] ?? []);

/** `slot` is `MAIN_SLOT` or a `slotKey`. */
export const setFiles = (slot: string, files: readonly PickedFile[]): void =>
  intakeStore.setState((state) =>
    slot === MAIN_SLOT ? { files } : { slots: { ...state.slots, [slot]: files } },
  );

/** Adds what is not there yet. With `max` 1 the new file replaces the old one. */
export const addFiles = (slot: string, added: readonly PickedFile[], max = Infinity): void => {
  const old = filesIn(intakeStore.getState(), slot);
  setFiles(slot, max === 1 ? added.slice(0, 1) : merged(old, added));
};

export const removeFile = (slot: string, key: string): void =>
  setFiles(
    slot,
    filesIn(intakeStore.getState(), slot).filter((file) => file.key !== key),
  );

/** Moves a file by `offset` places; the ends are walls. */
export const moveFile = (slot: string, key: string, offset: number): void => {
  const files = [...filesIn(intakeStore.getState(), slot)];
  const from = files.findIndex((file) => file.key === key);
  const to = Math.min(files.length - 1, Math.max(0, from + offset));
  const [moved] = files.splice(from, 1);
  if (!moved || from < 0) return;
  files.splice(to, 0, moved);
  setFiles(slot, files);
};
