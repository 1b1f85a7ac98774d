import type { FunctionDefinition, ParamMeta } from '../../core/media-function';
import { paramsJsonSchema } from '../../core/params-error';

export type Widget = NonNullable<ParamMeta['widget']>;
export type ParamValues = Readonly<Record<string, unknown>>;

/** One form field, read from the JSON schema of a function's parameters. */
export interface FieldSpec {
  readonly name: string;
  readonly widget: Widget;
  readonly defaultValue: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly step: number;
  readonly isInteger: boolean;
  readonly unit?: NonNullable<ParamMeta['unit']>;
  /** Closed choices, as they are sent; several may be picked when `isList`. */
  readonly choices: readonly (string | number | boolean)[];
  readonly isList: boolean;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly advanced: boolean;
  readonly visibleWhen: NonNullable<ParamMeta['visibleWhen']>;
}

interface SchemaNode extends ParamMeta {
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: FieldSpec['choices'];
  readonly const?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** More choices than this do not fit a row of buttons on a phone. */
const SEGMENTED_MAX = 4;
/** Slider steps between the ends when the schema names none. */
const DEFAULT_STEPS = 100;

const choicesOf = (node: SchemaNode): FieldSpec['choices'] => {
  if (node.enum) return node.enum;
  if (node.const !== undefined) return [node.const];
  return node.anyOf?.every((option) => option.const !== undefined || option.enum)
    ? node.anyOf.flatMap(choicesOf)
    : [];
};

const defaultWidget = (node: SchemaNode, choices: FieldSpec['choices']): Widget => {
  if (choices.length > 0) return choices.length > SEGMENTED_MAX ? 'select' : 'segmented';
  if (node.type === 'boolean') return 'switch';
  const isNumber = node.type === 'number' || node.type === 'integer';
  if (isNumber) return node.minimum !== undefined && node.maximum !== undefined ? 'slider' : 'number';
  return node.type === 'string' ? 'text' : 'hidden';
};

const defaultStep = (node: SchemaNode): number => {
  if (node.type === 'integer') return 1;
  return ((node.maximum ?? 1) - (node.minimum ?? 0)) / DEFAULT_STEPS;
};

/** JSON schema writes "any safe integer" as explicit ends; nobody should read those in a message. */
const realBound = (bound: number | undefined): number | undefined =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;

const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const toFieldSpec = (name: string, node: SchemaNode): FieldSpec => {
  const isList = node.type === 'array';
  const choices = isList ? choicesOf(node.items ?? {}) : choicesOf(node);
  return {
    name,
    widget: node.widget ?? defaultWidget(node, choices),
    defaultValue: node.default,
    step: node.step ?? defaultStep(node),
    isInteger: node.type === 'integer',
    choices,
    isList,
    advanced: node.advanced ?? false,
    visibleWhen: node.visibleWhen ?? {},
    ...defined({
      min: realBound(node.minimum),
      max: realBound(node.maximum),
      unit: node.unit,
      maxItems: node.maxItems,
      maxLength: node.maxLength,
    }),
  };
};

/** In the order of the schema. */
export const fieldSpecs = (definition: Pick<FunctionDefinition, 'params'>): readonly FieldSpec[] => {
  const { properties } = paramsJsonSchema(definition.params) as { properties?: Record<string, SchemaNode> };
  return Object.entries(properties ?? {}).map(([name, node]) => toFieldSpec(name, node));
};

export const defaultValues = (specs: readonly FieldSpec[]): ParamValues =>
  Object.fromEntries(specs.map(({ name, defaultValue }) => [name, defaultValue]));

export const isVisible = (spec: FieldSpec, values: ParamValues): boolean =>
  spec.widget !== 'hidden' &&
  Object.entries(spec.visibleWhen).every(([field, allowed]) =>
    allowed.some((value) => value === values[field]),
  );
