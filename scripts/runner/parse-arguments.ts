import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BatchJob } from '../../bench/bench-suite';
import { baseNameOf } from '../../src/core/file-name';

export const USAGE = `Usage:
  npm run --silent job -- <FunctionName> <file>... [--input slot=file] [--params JSON] --out DIR
  npm run --silent job -- --batch jobs.json --out DIR
Options:
  --name NAME       folder under DIR for a single job (default: the first file's base name)
  --backend B       auto | webgpu | wasm-threads | wasm
  --timeout S       cancel a job after S seconds (default: never)`;

export const BACKENDS = ['auto', 'webgpu', 'wasm-threads', 'wasm'] as const;
export type Backend = (typeof BACKENDS)[number];

/** What the command line asked for; every path is absolute. */
export interface RunnerRequest {
  readonly jobs: readonly BatchJob[];
  readonly outDir: string;
  readonly backend: Backend;
  /** `Infinity` = never. */
  readonly timeoutSeconds: number;
}

/** The command line or the batch file cannot be used as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${what} is not JSON: ${String(error)}`);
  }
};

/** The first place where the file is; else the first place, so that the job's failure names it. */
const resolvePath = (path: string, folders: readonly string[]): string => {
  const candidates = folders.map((folder) => resolve(folder, path));
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0]!;
};

const resolveInput = (input: unknown, folders: readonly string[]): Record<string, string[]> => {
  if (!isRecord(input)) throw new UsageError('Input must be an object of path lists: {"source": ["a.mp4"]}');
  const slots = Object.entries(input).map(([slot, paths]) => {
    const list: unknown[] = Array.isArray(paths) ? paths : [paths];
    const texts = list.filter((path) => typeof path === 'string');
    if (texts.length !== list.length) throw new UsageError(`Input.${slot} must be a list of paths`);
    return [slot, texts.map((path) => resolvePath(path, folders))] as const;
  });
  return Object.fromEntries(slots);
};

const toBatchJob = (entry: unknown, index: number, folders: readonly string[]): BatchJob => {
  if (!isRecord(entry)) throw new UsageError(`Entry ${index} of the batch is not an object`);
  const { Name, FunctionName, Input, JobParams } = entry;
  if (typeof Name !== 'string' || typeof FunctionName !== 'string')
    throw new UsageError(`Entry ${index} of the batch needs Name and FunctionName`);
  if (JobParams !== undefined && !isRecord(JobParams))
    throw new UsageError(`JobParams of ${Name} must be an object`);
  const job = { Name, FunctionName, Input: resolveInput(Input, folders) };
  return JobParams === undefined ? job : { ...job, JobParams };
};

const checkNames = (jobs: readonly BatchJob[]): void => {
  const seen = new Set<string>();
  for (const { Name } of jobs) {
    if (Name === '' || Name === '.' || Name === '..' || basename(Name) !== Name || Name.includes('\\'))
      throw new UsageError(`"${Name}" cannot be the name of a folder`);
    if (seen.has(Name)) throw new UsageError(`The batch has two jobs named "${Name}"`);
    seen.add(Name);
  }
};

const readBatch = (path: string, folders: readonly string[]): readonly BatchJob[] => {
  const file = resolvePath(path, folders);
  if (!existsSync(file)) throw new UsageError(`No such batch file: ${file}`);
  const entries = parseJson(readFileSync(file, 'utf8'), file);
  if (!Array.isArray(entries)) throw new UsageError('The batch file must hold a list of jobs');
  return entries.map((entry: unknown, index) => toBatchJob(entry, index, [...folders, dirname(file)]));
};

interface SingleOptions {
  readonly input: readonly string[] | undefined;
  readonly params: string | undefined;
  readonly name: string | undefined;
}

const singleJob = (
  positionals: readonly string[],
  { input = [], params, name }: SingleOptions,
  folders: readonly string[],
): BatchJob => {
  const [functionName, ...files] = positionals;
  if (!functionName) throw new UsageError('A FunctionName or --batch is needed');
  const slots = new Map<string, string[]>(files.length > 0 ? [['source', files]] : []);
  for (const pair of input) {
    const [slot = '', ...rest] = pair.split('=');
    if (rest.length === 0) throw new UsageError(`--input wants slot=file, not "${pair}"`);
    slots.set(slot, [...(slots.get(slot) ?? []), rest.join('=')]);
  }
  const entry = {
    Name: name ?? baseNameOf(files[0] ?? functionName),
    FunctionName: functionName,
    Input: Object.fromEntries(slots),
    ...(params === undefined ? {} : { JobParams: parseJson(params, '--params') }),
  };
  return toBatchJob(entry, 0, folders);
};

const readOptions = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        batch: { type: 'string' },
        input: { type: 'string', multiple: true },
        params: { type: 'string' },
        name: { type: 'string' },
        out: { type: 'string' },
        backend: { type: 'string', default: 'auto' },
        timeout: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/**
 * Reads the command line. Paths are relative to the first of `folders` that has the file (the shell's folder, then
 * the project's), those of a batch also to the batch file. Throws `UsageError`.
 */
export const parseArguments = (args: readonly string[], folders: readonly string[]): RunnerRequest => {
  const { values, positionals } = readOptions(args);
  if (!values.out) throw new UsageError('--out DIR is needed');
  const backend = BACKENDS.find((name) => name === values.backend);
  if (!backend) throw new UsageError(`--backend is one of ${BACKENDS.join(', ')}`);
  const timeoutSeconds = values.timeout === undefined ? Infinity : Number(values.timeout);
  if (!(timeoutSeconds > 0)) throw new UsageError('--timeout wants a number of seconds');
  const { input, params, name } = values;
  const jobs = values.batch
    ? readBatch(values.batch, folders)
    : [singleJob(positionals, { input, params, name }, folders)];
  checkNames(jobs);
  return { jobs, outDir: resolve(folders[0]!, values.out), backend, timeoutSeconds };
};
