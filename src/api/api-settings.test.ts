import { expect, test } from 'vitest';
import { loadApiSettings, saveApiSettings, toOrigin } from './api-settings';

const createStorage = (text: string | null): Storage => {
  let stored = text;
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => (stored = value),
  } as unknown as Storage;
};

test('embedding and notifications are off until the person switches them on', () => {
  expect(loadApiSettings(createStorage(null))).toEqual({ allowedOrigins: [], notifications: false });
});

test('what was saved comes back, and what cannot be read counts as off', () => {
  const storage = createStorage(null);
  saveApiSettings(storage, { allowedOrigins: ['https://good.example'], notifications: true });
  expect(loadApiSettings(storage).allowedOrigins).toEqual(['https://good.example']);
  expect(loadApiSettings(createStorage('{"allowedOrigins": 7}')).allowedOrigins).toEqual([]);
  expect(loadApiSettings(createStorage('nonsense')).allowedOrigins).toEqual([]);
});

test.each([
  ['https://example.org/page?x=1', 'https://example.org'],
  ['http://localhost:8080', 'http://localhost:8080'],
  ['example.org', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
])('the origin of %s is %s', (text, origin) => {
  expect(toOrigin(text)).toBe(origin);
});
