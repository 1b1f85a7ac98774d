import { expect, test } from 'vitest';
import { fromWireError, MediaError, toWireError } from './errors';

test('an error crosses as data with its code and facts, and comes back the same', () => {
  const wire = toWireError(new MediaError('decode-failed', 'frame 3', { details: { frame: 3 } }));
  const back = fromWireError(structuredClone(wire));
  expect(back).toBeInstanceOf(MediaError);
  expect([back.code, back.message, back.details]).toEqual(['decode-failed', 'frame 3', { frame: 3 }]);
});

test.each([
  ['AbortError', 'cancelled'],
  ['QuotaExceededError', 'storage-full'],
  ['NotReadableError', 'input-unreadable'],
  ['EncodingError', 'decode-failed'],
  ['SecurityError', 'internal'],
])('a platform error named %s has the code %s', (name, code) => {
  expect(toWireError(new DOMException('x', name)).code).toBe(code);
});

test('what is not an error at all still has a code and a message', () => {
  expect(toWireError('broken')).toMatchObject({ code: 'internal', message: 'broken', details: {} });
  expect(toWireError(undefined)).toMatchObject({ code: 'internal', message: 'undefined' });
});
