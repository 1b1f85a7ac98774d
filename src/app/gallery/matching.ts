import type { InputSlot, MediaKind } from '../../core/media-function';
import type { Definition } from '../../functions/definitions';
import { fitsKinds, type FileKind } from '../intake/media-kind';

/** The first slot is the one that dropped files go to. */
export const mainSlotOf = (definition: Definition): { readonly name: string; readonly slot: InputSlot } => {
  const [entry] = Object.entries(definition.inputs);
  if (!entry) throw new Error(`${definition.id} has no inputs`);
  return { name: entry[0], slot: entry[1] };
};

export const mainKinds = (definition: Definition): readonly MediaKind[] => mainSlotOf(definition).slot.kinds;

/** Functions that take at least one of these kinds; all of them when there is nothing to go by. */
export const matchingFunctions = (
  definitions: readonly Definition[],
  kinds: ReadonlySet<FileKind>,
): readonly Definition[] =>
  kinds.size === 0
    ? definitions
    : definitions.filter((definition) => [...kinds].some((kind) => fitsKinds(kind, mainKinds(definition))));
