import { expect, test } from 'vitest';
import { z } from 'zod';
import { paramsError } from './params-error';

const params = z.object({
  Count: z.int().min(1).max(10).default(3),
  Format: z.enum(['jpg', 'png']).default('jpg'),
  Boxes: z
    .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]))
    .max(2)
    .default([]),
  Color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default('#00ff00'),
  Text: z.string().max(5).default(''),
  Time: z.union([z.string(), z.array(z.number()).max(3)]).default(''),
});

const detailsOf = (sent: unknown) => {
  const parsed = params.strict().safeParse(sent);
  if (parsed.success) throw new Error('accepted');
  const error = paramsError(params, sent, parsed.error);
  expect(error.code).toBe('invalid-params');
  return error.details;
};

test.each([
  [{ Count: 99 }, 'Count', '99', '1..10'],
  [{ Count: 'many' }, 'Count', '"many"', '1..10'],
  [{ Format: 'bmp' }, 'Format', '"bmp"', '"jpg" | "png"'],
  [{ Boxes: [[0, 7]] }, 'Boxes.0.1', '7', '0..1'],
  [
    {
      Boxes: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    },
    'Boxes',
    '[[0,0],[0,0],[0,0]]',
    'list of 0..2',
  ],
  [{ Color: 'red' }, 'Color', '"red"', 'text like ^#[0-9a-f]{6}$'],
  [{ Text: 'far too long' }, 'Text', '"far too long"', 'text <= 5'],
  [{ Time: 3 }, 'Time', '3', 'text or list of 0..3'],
  [{ Cuont: 3 }, 'Cuont', '3', 'Count | Format | Boxes | Color | Text | Time'],
  [7, 'JobParams', '7', 'object'],
])('%j is refused with its field, value and range', (sent, field, value, range) => {
  expect(detailsOf(sent)).toEqual({ field, value, range });
});

test('a long value is cut short in the error', () => {
  expect(String(detailsOf({ Text: 'x'.repeat(10_000) })['value']).length).toBeLessThan(100);
});
