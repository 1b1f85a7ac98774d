import { expect, test } from 'vitest';
import { parseSubmit } from './parse-submit';

const film = new File(['x'], 'film.mp4', { type: 'video/mp4' });
const cover = (change: object = {}) => ({ FunctionName: 'Cover', Input: film, ...change });
const namesIn = (order: Awaited<ReturnType<typeof parseSubmit>>) =>
  Object.fromEntries(
    Object.entries(order.inputs).map(([slot, list]) => [slot, list.map(({ name }) => name)]),
  );

test.each([
  ['a file', film],
  ['a Media object', { Media: film }],
  ['a list', [film]],
  ['a slot', { source: film }],
  ['a slot with a list of Media objects', { source: [{ Media: film }] }],
])('%s is the input', async (_, Input) => {
  expect(namesIn(await parseSubmit(cover({ Input })))).toEqual({ source: ['film.mp4'] });
});

test('a blob without a name is an input too', async () => {
  const order = await parseSubmit(cover({ Input: new Blob(['xyz'], { type: 'video/webm' }) }));
  expect(order.inputs['source']?.[0]).toMatchObject({ name: 'input', size: 3, type: 'video/webm' });
});

test('what is left out takes its default', async () => {
  const order = await parseSubmit(cover());
  expect(order).toMatchObject({
    functionName: 'Cover',
    priority: 6,
    backend: 'auto',
    name: '',
    userData: '',
    clientToken: '',
    outputTemplate: '',
  });
  expect(order.params).toMatchObject({ Count: 3, Format: 'jpg' });
});

test.each([['{"Count": 5}'], [{ Count: 5 }]])('JobParams may be %j', async (JobParams) => {
  expect((await parseSubmit(cover({ JobParams }))).params).toMatchObject({ Count: 5 });
});

test('an empty JobParams text means the defaults', async () => {
  expect((await parseSubmit(cover({ JobParams: '' }))).params).toMatchObject({ Count: 3 });
});

test.each([
  [cover({ JobParams: { Count: 99 } }), 'invalid-params', 'Count', '99', '1..10'],
  [cover({ JobParams: { Cuont: 2 } }), 'invalid-params', 'Cuont', '2', null],
  [cover({ JobParams: '{"Count":' }), 'invalid-params', 'JobParams', '{"Count":', 'JSON object'],
  [cover({ JobParams: '[1]' }), 'invalid-params', 'JobParams', '[1]', 'object'],
  [cover({ Priority: 11 }), 'invalid-params', 'Priority', '11', '1..10'],
  [cover({ UserData: 'x'.repeat(257) }), 'invalid-params', 'UserData', null, 'text <= 256'],
  [cover({ Backend: 'abacus' }), 'invalid-params', 'Backend', '"abacus"', null],
  [cover({ Prioritty: 1 }), 'invalid-params', 'Prioritty', '1', null],
  [{ Input: film }, 'invalid-params', 'FunctionName', 'undefined', 'text'],
  [cover({ FunctionName: 'Nope' }), 'invalid-params', 'FunctionName', 'Nope', null],
  [cover({ FunctionName: 'constructor' }), 'invalid-params', 'FunctionName', 'constructor', null],
  [cover({ Input: [] }), 'invalid-input', 'Input.source', 0, '1 files'],
  [cover({ Input: [film, film] }), 'invalid-input', 'Input.source', 2, '1 files'],
  [cover({ Input: { backdrop: film } }), 'invalid-input', 'Input', 'backdrop', 'source'],
  [cover({ Input: { source: ['film.mp4'] } }), 'invalid-input', 'Input.source[0]', 'string', null],
  [cover({ Input: 'film.mp4' }), 'invalid-input', 'Input', 'string', null],
  [cover({ Input: null }), 'invalid-input', 'Input', 'object', null],
])(
  'request %# is refused with code, field, value and range',
  async (request, ...[code, field, value, range]) => {
    const error: unknown = await parseSubmit(request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, details: { field } });
    const { details } = error as { details: Record<string, unknown> };
    if (value !== null) expect(details['value']).toBe(value);
    if (range !== null) expect(details['range']).toBe(range);
  },
);

test('an alias of a function that takes pictures is known, and names its function', async () => {
  const { findFunction } = await import('./find-function');
  const delogo = { functionName: 'VideoDelogo' } as never;
  expect(findFunction('ImageDelogo', [delogo])).toBe(delogo);
  expect(() => findFunction('ImageDelogo', [])).toThrow(
    expect.objectContaining({
      code: 'invalid-params',
      details: expect.objectContaining({ value: 'ImageDelogo' }),
    }),
  );
});
