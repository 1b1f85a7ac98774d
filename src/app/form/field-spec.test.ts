import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { paramMeta as meta } from '../../core/media-function';
import { definitions } from '../../functions/definitions';
import { smartCover } from '../../functions/smart-cover/definition';
import { fieldErrors } from './field-errors';
import { defaultValues, fieldSpecs, isVisible } from './field-spec';

const specs = fieldSpecs(smartCover);
const specOf = (name: string) => specs.find((spec) => spec.name === name)!;

describe('fields drawn from a schema', () => {
  test('a bounded whole number with hints becomes a slider with its ends, step and default', () => {
    expect(specOf('Count')).toMatchObject({
      widget: 'slider',
      min: 1,
      max: 10,
      step: 1,
      isInteger: true,
      defaultValue: 3,
    });
  });

  test('choices keep their order and their values', () => {
    expect(specOf('Model').choices).toEqual(['', 'gif']);
    expect(specOf('AspectRatio').widget).toBe('select');
  });

  test('a field shows only while the field it hangs on has the right value', () => {
    const values = defaultValues(specs);
    expect(isVisible(specOf('Count'), values)).toBe(true);
    expect(isVisible(specOf('GifFps'), values)).toBe(false);
    expect(isVisible(specOf('GifFps'), { ...values, Model: 'gif' })).toBe(true);
    expect(isVisible(specOf('Times'), values)).toBe(false);
  });

  test('without hints the type chooses the control', () => {
    const params = z.object({
      Keep: z.boolean().default(true),
      Level: z.number().min(0).max(1).default(0.5),
      Offset: z.number().default(0),
      Note: z.string().max(20).default(''),
      Kind: z.enum(['a', 'b']).default('a'),
      Kinds: z.array(z.enum(['a', 'b'])).default(['a']),
      Path: z.array(z.number()).default([]),
    });
    const widgets = fieldSpecs({ params }).map(({ name, widget }) => [name, widget]);
    expect(Object.fromEntries(widgets)).toEqual({
      Keep: 'switch',
      Level: 'slider',
      Offset: 'number',
      Note: 'text',
      Kind: 'segmented',
      Kinds: 'segmented',
      Path: 'hidden',
    });
  });

  test('an unbounded whole number shows no bounds', () => {
    const [spec] = fieldSpecs({
      params: z.object({
        Seed: z
          .int()
          .default(1)
          .meta(meta({ widget: 'number' })),
      }),
    });
    expect(spec).not.toHaveProperty('min');
    expect(spec).not.toHaveProperty('max');
  });

  test.each(definitions.map((definition) => [definition.id, definition] as const))(
    'the defaults of %s are valid and none of its visible fields lacks a control',
    (_id, definition) => {
      const all = fieldSpecs(definition);
      expect(fieldErrors(definition.params, all, defaultValues(all))).toEqual({});
      for (const spec of all.filter(({ widget }) => widget === 'select' || widget === 'segmented')) {
        expect(spec.choices.length, spec.name).toBeGreaterThan(1);
      }
      for (const spec of all.filter(({ widget }) => widget === 'slider')) {
        expect(spec.max, spec.name).toBeDefined();
        expect(spec.min, spec.name).toBeDefined();
      }
    },
  );
});

describe('messages at a field', () => {
  const errorsFor = (values: Record<string, unknown>) =>
    fieldErrors(smartCover.params, specs, { ...defaultValues(specs), ...values });

  test('a number out of range names the range', () => {
    expect(errorsFor({ Count: 99 })).toEqual({ Count: { key: 'outOfRange', min: 1, max: 10 } });
    expect(errorsFor({ GifSeconds: 0 })).toEqual({ GifSeconds: { key: 'outOfRange', min: 0.5, max: 15 } });
  });

  test('an empty number field and a broken number say different things', () => {
    expect(errorsFor({ Width: Number.NaN })['Width']?.key).toBe('notANumber');
    expect(errorsFor({ Width: 1.5 })['Width']?.key).toBe('wholeNumber');
  });

  test('a value that is not among the choices says so', () => {
    expect(errorsFor({ Format: 'bmp' })).toEqual({ Format: { key: 'notAChoice' } });
  });

  test('too many entries of a list name the limit', () => {
    expect(errorsFor({ Times: Array.from({ length: 11 }, () => 1) })).toEqual({
      Times: { key: 'tooMany', max: 10 },
    });
  });
});
