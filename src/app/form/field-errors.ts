import type { z } from 'zod';
import type { FieldSpec, ParamValues } from './field-spec';

/** A key under `form.` and what fills it. */
export interface FieldError {
  readonly key:
    | 'outOfRange'
    | 'atLeast'
    | 'atMost'
    | 'notANumber'
    | 'wholeNumber'
    | 'badColor'
    | 'tooMany'
    | 'tooFew'
    | 'tooLong'
    | 'notAChoice'
    | 'bad';
  readonly min?: number;
  readonly max?: number;
}

const rangeError = ({ min, max }: FieldSpec): FieldError => {
  if (min !== undefined && max !== undefined) return { key: 'outOfRange', min, max };
  if (min !== undefined) return { key: 'atLeast', min };
  return max === undefined ? { key: 'notANumber' } : { key: 'atMost', max };
};

const sizeError = (spec: FieldSpec, issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): FieldError => {
  const inside = issue.path.length > 1;
  if (issue.code === 'too_big' && issue.origin === 'array')
    return { key: 'tooMany', max: Number(issue.maximum) };
  if (issue.code === 'too_small' && issue.origin === 'array')
    return { key: 'tooFew', min: Number(issue.minimum) };
  if (issue.code === 'too_big' && issue.origin === 'string')
    return { key: 'tooLong', max: Number(issue.maximum) };
  return inside ? { key: 'bad' } : rangeError(spec);
};

const errorOf = (spec: FieldSpec, issue: z.core.$ZodIssue): FieldError => {
  if (spec.widget === 'color') return { key: 'badColor' };
  if (issue.code === 'too_big' || issue.code === 'too_small') return sizeError(spec, issue);
  if (issue.code === 'invalid_type' && issue.expected === 'int') return { key: 'wholeNumber' };
  if (issue.code === 'invalid_type' && issue.expected === 'number') return { key: 'notANumber' };
  return spec.choices.length > 0 ? { key: 'notAChoice' } : { key: 'bad' };
};

/** The first error of each field; empty when everything is allowed. */
export const fieldErrors = (
  params: z.ZodObject,
  specs: readonly FieldSpec[],
  values: ParamValues,
): Readonly<Record<string, FieldError>> => {
  const parsed = params.safeParse(values);
  const found: Record<string, FieldError> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const spec = specs.find(({ name }) => name === issue.path[0]);
    if (spec && !found[spec.name]) found[spec.name] = errorOf(spec, issue);
  }
  return found;
};
