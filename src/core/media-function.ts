import { z } from 'zod';
import type { Scratch } from './scratch';

/**
 * The content security policy allows no code made from strings. zod tries once when the first schema is made, which the
 * browser reports as a violation; every definition imports this file first.
 */
z.config({ jitless: true });

export type MediaKind = 'video' | 'audio' | 'image';

/** One named input a function asks for, e.g. `source` or `background`. */
export interface InputSlot {
  readonly kinds: readonly MediaKind[];
  readonly min: number;
  readonly max: number;
}
export type InputSlots = Readonly<Record<string, InputSlot>>;
export type Inputs<S extends InputSlots> = { readonly [K in keyof S]: readonly File[] };

/**
 * `result` is what the person asked for, `preview` a picture or clip for the result view only,
 * `data` machine-readable side results (JSON, CSV ...).
 */
export type OutputRole = 'result' | 'preview' | 'data';

export interface OutputFile {
  readonly role: OutputRole;
  /** Carries the input's base name: `holiday.cover-1.jpg`. */
  readonly fileName: string;
  readonly mimeType: string;
  /** Disk-backed (from `ctx.scratch`) when large, in memory when small. */
  readonly blob: Blob;
}

/** An output as it outlives its job. */
export interface StoredOutput extends OutputFile {
  /** File name inside the job's OPFS folder; `null` where the browser has no OPFS and the blob is all there is. */
  readonly path: string | null;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface RunOutcome {
  readonly outputs: readonly OutputFile[];
  /** The function's documented Result JSON (functions.md). */
  readonly result: Json;
}

export interface Stage {
  readonly id: string;
  /** Share of wall-clock time; the weights of one function add up to 1. */
  readonly weight: number;
}

/** Which inference backend a job may use. `auto` picks the best that passes its self-test. */
export type BackendChoice = 'auto' | 'webgpu' | 'wasm-threads' | 'wasm';

/**
 * Presentation hints on each parameter (`.meta()`); words live in `app/i18n/functions/<id>.ts` under
 * `params.<Name>`, so nothing here is shown to a person.
 */
export interface ParamMeta {
  readonly widget?:
    | 'slider'
    | 'number'
    | 'select'
    | 'segmented'
    | 'switch'
    | 'color'
    | 'text'
    | 'boxes'
    | 'ranges'
    | 'hidden';
  readonly step?: number;
  readonly unit?: 's' | 'ms' | 'px' | 'fps' | 'bytes' | 'dB' | 'LUFS' | 'bpm' | '%';
  /** Shown only under "More options". */
  readonly advanced?: boolean;
  /** Shown only while another field has one of these values, e.g. `{ Model: ['gif'] }`. */
  readonly visibleWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** `z.number().meta(paramMeta({ unit: 's' }))`: typed hints for zod's open-ended metadata. */
export const paramMeta = (hints: ParamMeta): Record<string, unknown> => ({ ...hints });

/** Main-thread half: plain data the page and the API can read without loading any algorithm. */
export interface FunctionDefinition<
  Id extends string = string,
  Name extends string = string,
  P extends z.ZodObject = z.ZodObject,
  S extends InputSlots = InputSlots,
  G extends readonly Stage[] = readonly Stage[],
> {
  /** kebab-case; names the folder, the route and the e2e file. */
  readonly id: Id;
  /** The published job name, e.g. `AudioBeatDetection`. */
  readonly functionName: Name;
  readonly inputs: S;
  readonly params: P;
  readonly stages: G;
}

export interface RunContext<StageId extends string = string> {
  readonly signal: AbortSignal;
  /** `fraction` is 0..1 within the stage; the worker folds stages into one number that never falls. */
  progress(stage: StageId, fraction: number): void;
  log(message: string, data?: Readonly<Record<string, Json>>): void;
  readonly scratch: Scratch;
  readonly backend: BackendChoice;
}

/** Worker half: analyse, plan, render. */
export type RunFunction<D extends FunctionDefinition> = (
  inputs: Inputs<D['inputs']>,
  params: z.output<D['params']>,
  ctx: RunContext<D['stages'][number]['id']>,
) => Promise<RunOutcome>;

export const defineFunction = <
  const Id extends string,
  const Name extends string,
  P extends z.ZodObject,
  const S extends InputSlots,
  const G extends readonly Stage[],
>(
  definition: FunctionDefinition<Id, Name, P, S, G>,
) => definition;
