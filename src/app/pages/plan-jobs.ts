import type { InputSlot } from '../../core/media-function';
import type { PickedFile } from '../intake/picked-file';

export interface SlotFiles {
  readonly name: string;
  readonly slot: InputSlot;
  readonly files: readonly PickedFile[];
}

/** Why nothing can start; a key under `intake.` with its count. */
export interface SlotProblem {
  readonly slot: string;
  readonly key: 'slotNeeds' | 'slotAtMost';
  readonly count: number;
}

export type PlannedJobs =
  | { readonly ok: true; readonly jobs: readonly Readonly<Record<string, readonly PickedFile[]>>[] }
  | { readonly ok: false; readonly problems: readonly SlotProblem[] };

/** A function that takes one main file runs once for each of many. */
export const isBatchSlot = (slot: InputSlot): boolean => slot.max === 1;

const problemOf = ({ name, slot, files }: SlotFiles, isBatch: boolean): SlotProblem[] => {
  if (files.length < slot.min) return [{ slot: name, key: 'slotNeeds', count: slot.min }];
  return !isBatch && files.length > slot.max ? [{ slot: name, key: 'slotAtMost', count: slot.max }] : [];
};

/** Turns what lies in the slots into jobs. The first slot is the main one. */
export const planJobs = (slots: readonly SlotFiles[]): PlannedJobs => {
  const [main, ...others] = slots;
  if (!main) return { ok: false, problems: [] };
  const isBatch = isBatchSlot(main.slot);
  const problems = slots.flatMap((entry) => problemOf(entry, entry === main && isBatch));
  if (problems.length > 0) return { ok: false, problems };
  const rest = Object.fromEntries(others.map(({ name, files }) => [name, files]));
  const shares = isBatch ? main.files.map((file) => [file]) : [main.files];
  return { ok: true, jobs: shares.map((files) => ({ [main.name]: files, ...rest })) };
};
