import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldSpecs, type FieldSpec } from '../src/app/form/field-spec';
import type { FunctionText, ParamText } from '../src/app/i18n/function-text';
import { looseFunctionText } from '../src/app/i18n/function-texts';
import type { FunctionDefinition, InputSlot } from '../src/core/media-function';
import { definitions } from '../src/functions/definitions';
import { rootDir } from './set-up.mjs';

const DOC = join(rootDir, 'docs', 'functions.md');

const HEAD = `# The functions and their parameters

Written by \`npm run function-docs\` from the definitions; a test keeps it true. How to submit a job is in
[api.md](api.md), how well each does in [quality.md](quality.md). Boxes are \`[x, y, w, h]\` in parts of the picture, from its
top left corner; times are seconds unless a field says otherwise. A value out of range is refused at submit with the
field, the value and the range.
`;

const code = (value: unknown): string => `\`${JSON.stringify(value) ?? 'none'}\``;

const rangeOf = ({ min, max, unit, choices, isList, maxItems, maxLength }: FieldSpec): string => {
  const parts: string[] = [];
  if (choices.length > 0) parts.push(`${isList ? 'any of ' : ''}${choices.map(code).join(', ')}`);
  if (min !== undefined || max !== undefined) parts.push(`${min ?? ''} .. ${max ?? ''}`);
  if (unit) parts.push(unit);
  if (maxItems !== undefined && choices.length === 0) parts.push(`at most ${maxItems}`);
  if (maxLength !== undefined) parts.push(`at most ${maxLength} characters`);
  return parts.join(' ');
};

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

const paramRow = (spec: FieldSpec, text: ParamText | undefined): string => {
  const words = [text?.label, text?.help].filter((word) => word !== undefined).join('. ');
  const row = [`\`${spec.name}\``, rangeOf(spec), code(spec.defaultValue), words];
  return `| ${row.map(cell).join(' | ')} |`;
};

const slotLine = ([name, { kinds, min, max }]: [string, InputSlot], text: FunctionText): string => {
  const count = min === max ? String(min) : `${min} to ${max}`;
  return `- \`${name}\`: ${count} file${max === 1 ? '' : 's'} (${kinds.join(', ')}). ${text.inputs[name]?.label ?? ''}`;
};

const reasonLines = ({ reasons }: FunctionText): readonly string[] =>
  Object.keys(reasons).length === 0
    ? []
    : [
        '',
        'Reasons it may give:',
        '',
        ...Object.entries(reasons).map(([key, words]) => `- \`${key}\`: ${words}`),
      ];

const describe = (definition: FunctionDefinition, text: FunctionText): string =>
  [
    `## ${text.title} (\`${definition.functionName}\`)`,
    '',
    text.summary,
    '',
    ...Object.entries(definition.inputs).map((slot) => slotLine(slot, text)),
    '',
    '| parameter | values | default | what it does |',
    '| --- | --- | --- | --- |',
    ...fieldSpecs(definition).map((spec) => paramRow(spec, text.params[spec.name])),
    ...reasonLines(text),
    '',
  ].join('\n');

/** The whole of docs/functions.md. */
export const functionDocs = (): string =>
  [HEAD, ...definitions.map((one) => describe(one, looseFunctionText(one.id, 'en')))].join('\n');

export const readFunctionDocs = (): Promise<string> => readFile(DOC, 'utf8');

export const writeFunctionDocs = (): Promise<void> => writeFile(DOC, functionDocs());
