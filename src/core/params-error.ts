import { z } from 'zod';
import { MediaError } from './errors';

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
}

const childOf = (node: SchemaNode, key: PropertyKey): SchemaNode | undefined => {
  if (typeof key === 'number') return node.prefixItems?.[key] ?? node.items;
  return node.properties?.[String(key)];
};

const interval = (low: number | undefined, high: number | undefined): string => `${low ?? ''}..${high ?? ''}`;

/** What a field accepts, in a form both languages read: `1..10`, `jpg | png`, `list of 0..8`, `text <= 256`. */
export const describeRange = (node: SchemaNode): string => {
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (node.anyOf) return node.anyOf.map(describeRange).join(' or ');
  if (node.pattern !== undefined) return `text like ${node.pattern}`;
  if (node.type === 'array') return `list of ${interval(node.minItems ?? 0, node.maxItems)}`;
  if (node.type === 'string') return node.maxLength === undefined ? 'text' : `text <= ${node.maxLength}`;
  if (node.minimum !== undefined || node.maximum !== undefined) return interval(node.minimum, node.maximum);
  return String(node.type ?? 'any');
};

/** JSON schema of a function's parameters as a caller may send them: every field optional, defaults listed. */
export const paramsJsonSchema = (params: z.ZodObject): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** Longest piece of a wrong value that is repeated in an error. */
const VALUE_CHARACTERS = 80;

const showValue = (value: unknown): string =>
  (JSON.stringify(value) ?? 'undefined').slice(0, VALUE_CHARACTERS);

/** The field an issue is about; an unknown field is named itself. */
const fieldPath = (issue: z.core.$ZodIssue | undefined): readonly PropertyKey[] => {
  if (issue?.code === 'unrecognized_keys') return [...issue.path, ...issue.keys.slice(0, 1)];
  return issue?.path ?? [];
};

/** Turns the first issue into `invalid-params` with `details { field, value, range }`. */
export const paramsError = (params: z.ZodObject, sent: unknown, error: z.ZodError): MediaError => {
  const [issue] = error.issues;
  const path = fieldPath(issue);
  const field = path.length > 0 ? path.map(String).join('.') : 'JobParams';
  const value = showValue(valueAt(sent, path));
  const root = paramsJsonSchema(params) as SchemaNode;
  if (issue?.code === 'unrecognized_keys') {
    const details = { field, value, range: Object.keys(root.properties ?? {}).join(' | ') };
    return new MediaError('invalid-params', `There is no field ${field}`, { details });
  }
  const node = path.reduce<SchemaNode | undefined>((at, key) => at && childOf(at, key), root);
  const details = { field, value, range: node ? describeRange(node) : '' };
  return new MediaError('invalid-params', `${field} = ${value} is outside ${details.range}`, { details });
};
