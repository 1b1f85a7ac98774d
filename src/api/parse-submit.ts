import { z } from 'zod';
import { MediaError } from '../core/errors';
import { paramsError } from '../core/params-error';
import { DEFAULT_PRIORITY } from '../jobs/job';
import type { JobOrder } from '../jobs/job-order';
import { findFunction } from './find-function';
import { parseInput } from './parse-input';

/** Longest free text of a request, in characters; `UserData` is limited so by the published contract. */
const TEXT_CHARACTERS = 256;

const envelope = z.object({
  FunctionName: z.string(),
  Input: z.unknown(),
  Output: z.object({ Media: z.string().max(TEXT_CHARACTERS).default('') }).default({ Media: '' }),
  JobParams: z.union([z.string(), z.record(z.string(), z.unknown())]).default({}),
  Name: z.string().max(TEXT_CHARACTERS).default(''),
  UserData: z.string().max(TEXT_CHARACTERS).default(''),
  Priority: z.int().min(1).max(10).default(DEFAULT_PRIORITY),
  ClientToken: z.string().max(TEXT_CHARACTERS).default(''),
  Backend: z.enum(['auto', 'webgpu', 'wasm-threads', 'wasm']).default('auto'),
});

/** Unknown fields are refused by name: a misspelt one would otherwise be a silent default. */
const parseStrictly = <S extends z.ZodObject>(schema: S, sent: unknown): z.output<S> => {
  const parsed = schema.strict().safeParse(sent);
  if (parsed.success) return parsed.data as z.output<S>;
  throw paramsError(schema, sent, parsed.error);
};

const paramsObject = (jobParams: string | Record<string, unknown>): unknown => {
  if (typeof jobParams !== 'string') return jobParams;
  if (jobParams.trim() === '') return {};
  try {
    return JSON.parse(jobParams);
  } catch (error) {
    const details = { field: 'JobParams', value: jobParams.slice(0, 80), range: 'JSON object' };
    throw new MediaError('invalid-params', 'JobParams is not JSON', { details, cause: error });
  }
};

/** A checked order, or `invalid-params` / `invalid-input` with `details { field, value, range }`. */
export const parseSubmit = async (request: unknown): Promise<JobOrder> => {
  const { FunctionName, Input, Output, JobParams, ...sent } = parseStrictly(envelope, request);
  const definition = findFunction(FunctionName);
  return {
    functionName: definition.functionName,
    params: parseStrictly<z.ZodObject>(definition.params, paramsObject(JobParams)),
    inputs: await parseInput(Input, definition.inputs),
    backend: sent.Backend,
    priority: sent.Priority,
    name: sent.Name,
    userData: sent.UserData,
    clientToken: sent.ClientToken,
    outputTemplate: Output.Media,
  };
};
