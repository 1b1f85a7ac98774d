import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../core/errors';
import { modelManifest } from '../../core/model-manifest';
import { definitions } from '../../functions/definitions';
import { fieldSpecs } from '../form/field-spec';
import { en } from './en';
import type { FunctionText, Language } from './function-text';
import { looseFunctionText } from './function-texts';
import { zh } from './zh';

const LANGUAGES: readonly Language[] = ['en', 'zh'];
const shell = { en, zh };

type Tree = { readonly [key: string]: string | Tree };

const leaves = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`),
  );

const gapsIn = (words: string): readonly string[] =>
  [...words.matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name!).toSorted();

describe.each(LANGUAGES)('the words of the shell in %s', (language) => {
  test('no word is empty', () => {
    const empty = leaves(shell[language]).filter(([, words]) => words.trim() === '');
    expect(empty).toEqual([]);
  });

  test('every error code has a title and a remedy', () => {
    for (const code of ERROR_CODES) {
      expect(shell[language].error[code].title, code).not.toBe('');
      expect(shell[language].error[code].remedy.length, code).toBeGreaterThan(5);
    }
  });

  test('every network says what it is for', () => {
    const jobs: Readonly<Record<string, string>> = shell[language].models.jobs;
    expect(modelManifest.filter(({ job }) => !jobs[job]).map(({ job }) => job)).toEqual([]);
  });
});

test('both languages of the shell have the same keys and fill the same gaps', () => {
  const chinese = new Map(leaves(zh));
  for (const [path, words] of leaves(en)) {
    expect(chinese.has(path), path).toBe(true);
    expect(gapsIn(chinese.get(path) ?? ''), path).toEqual(gapsIn(words));
  }
  expect(chinese.size).toBe(leaves(en).length);
});

describe.each(definitions.map((definition) => [definition.id, definition] as const))(
  'the words of %s',
  (id, definition) => {
    const texts = LANGUAGES.map((language) => [language, looseFunctionText(id, language)] as const);
    const inBoth = (check: (text: FunctionText) => void) => texts.forEach(([, text]) => check(text));

    test('it has a title and a summary', () =>
      inBoth(({ title, summary }) => {
        expect(title).not.toBe('');
        expect(summary.length).toBeGreaterThan(5);
      }));

    test('every input, stage and parameter is named, and every choice of a parameter', () =>
      inBoth((text) => {
        for (const slot of Object.keys(definition.inputs))
          expect(text.inputs[slot]?.label, slot).toBeTruthy();
        const stages: Readonly<Record<string, string>> = text.stages;
        for (const stage of definition.stages) expect(stages[stage.id], stage.id).toBeTruthy();
        for (const { name, choices, widget } of fieldSpecs(definition)) {
          expect(text.params[name]?.label, name).toBeTruthy();
          const named = widget === 'hidden' ? [] : choices;
          for (const choice of named) {
            expect(text.params[name]?.options?.[String(choice)], `${name} ${choice}`).toBeTruthy();
          }
        }
      }));

    test('both languages have the same keys and fill the same gaps', () => {
      const [english, chinese] = texts.map(([, text]) => new Map(leaves(text as unknown as Tree)));
      expect([...chinese!.keys()]).toEqual([...english!.keys()]);
      for (const [path, words] of english!)
        expect(gapsIn(chinese!.get(path) ?? ''), path).toEqual(gapsIn(words));
    });
  },
);
