import { baseNameOf } from '../core/file-name';
import type { Json, StoredOutput } from '../core/media-function';
import type { Job } from './job';

const extensionOf = (fileName: string): string => {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(dot) : '';
};

/** `20261122T170500Z`: sorts, and is a legal file name everywhere. */
const timestampOf = (timeMs: number): string => new Date(timeMs).toISOString().replace(/[-:]|\.\d+/g, '');

/** Characters that some file system refuses, and path separators. */
const asFileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);

const firstSourceName = (job: Job): string => Object.values(job.inputs).flat()[0]?.name ?? 'output';

/** `holiday.jpg` taken -> `holiday-2.jpg`. */
const withoutClash = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  const extension = extensionOf(name);
  const stem = name.slice(0, name.length - extension.length);
  let number = 2;
  while (taken.has(`${stem}-${number}${extension}`)) number++;
  return `${stem}-${number}${extension}`;
};

/**
 * Applies the job's template `{source} {timestamp} {sequenceId} {resultType}` to its outputs (the extension stays the
 * function's), and makes names unique: they end up in one zip or one folder.
 */
export const nameOutputs = (outputs: readonly StoredOutput[], job: Job): readonly StoredOutput[] => {
  const taken = new Set<string>();
  return outputs.map((output, index) => {
    const values = {
      source: baseNameOf(firstSourceName(job)),
      timestamp: timestampOf(job.createdAtMs),
      sequenceId: String(index + 1),
      resultType: output.role,
    };
    const stem = fill(job.outputTemplate, values);
    const extension = extensionOf(output.fileName);
    const wanted = stem === '' ? output.fileName : stem.endsWith(extension) ? stem : stem + extension;
    const fileName = withoutClash(asFileName(wanted), taken);
    taken.add(fileName);
    return { ...output, fileName };
  });
};

const rename = (value: Json, names: ReadonlyMap<string, string>): Json => {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => rename(item, names));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item as Json, names)]));
};

/** A result names its files (`Url`); it follows them to their new names. */
export const renameInResult = (
  result: Json,
  before: readonly StoredOutput[],
  after: readonly StoredOutput[],
): Json =>
  rename(
    result,
    new Map(before.map(({ fileName }, index) => [fileName, after[index]?.fileName ?? fileName])),
  );
