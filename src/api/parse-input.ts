import { MediaError } from '../core/errors';
import type { InputSlot, InputSlots } from '../core/media-function';
import { toJobInput, type JobInput, type JobInputs } from '../jobs/job';

/** A blob without a name. */
const NAMELESS = 'input';

const inputError = (field: string, value: string | number, range: string): MediaError =>
  new MediaError('invalid-input', `${field} = ${value} is outside ${range}`, {
    details: { field, value, range },
  });

const isHandle = (item: unknown): item is FileSystemFileHandle =>
  typeof FileSystemFileHandle !== 'undefined' && item instanceof FileSystemFileHandle;

const isMedia = (value: unknown): value is { readonly Media: unknown } =>
  typeof value === 'object' && value !== null && 'Media' in value;

const isItem = (value: unknown): boolean => value instanceof Blob || isHandle(value) || isMedia(value);

const asFile = (blob: Blob): File =>
  blob instanceof File ? blob : new File([blob], NAMELESS, { type: blob.type });

const parseItem = async (item: unknown, field: string): Promise<JobInput> => {
  if (isMedia(item)) return parseItem(item.Media, `${field}.Media`);
  if (item instanceof Blob) return toJobInput(asFile(item));
  if (isHandle(item)) return toJobInput(await item.getFile(), item);
  throw inputError(
    field,
    item === null ? 'null' : typeof item,
    'File | Blob | FileSystemFileHandle | { Media }',
  );
};

/** An item or a list means the function's first slot. */
const bySlot = (input: unknown, slots: InputSlots): Readonly<Record<string, unknown>> => {
  const first = Object.keys(slots)[0] ?? 'source';
  if (isItem(input) || Array.isArray(input)) return { [first]: input };
  if (typeof input !== 'object' || input === null) {
    throw inputError('Input', typeof input, 'File | Blob | { Media } | { slot: [...] }');
  }
  return input as Record<string, unknown>;
};

const parseSlot = async (
  name: string,
  given: unknown,
  { min, max }: InputSlot,
): Promise<readonly JobInput[]> => {
  const items: readonly unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given];
  if (items.length < min || items.length > max) {
    throw inputError(`Input.${name}`, items.length, min === max ? `${min} files` : `${min}..${max} files`);
  }
  return Promise.all(items.map((item, index) => parseItem(item, `Input.${name}[${index}]`)));
};

/** Every shape of `Input` as slots of files. Throws `invalid-input` that names the slot and what it takes. */
export const parseInput = async (input: unknown, slots: InputSlots): Promise<JobInputs> => {
  const given = bySlot(input, slots);
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(slots, name));
  if (stranger !== undefined) throw inputError('Input', stranger, Object.keys(slots).join(' | '));
  const parsed = Object.entries(slots).map(
    async ([name, slot]) => [name, await parseSlot(name, given[name], slot)] as const,
  );
  return Object.fromEntries(await Promise.all(parsed));
};
