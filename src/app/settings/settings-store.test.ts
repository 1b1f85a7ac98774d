import { expect, test } from 'vitest';
import { resolveLanguage } from '../i18n/i18n';
import { readSettings } from './settings-store';

test('stored settings that are broken, old or edited fall back field by field', () => {
  const defaults = { language: 'auto', theme: 'auto', backend: 'auto' };
  expect(readSettings(null)).toEqual(defaults);
  expect(readSettings('{')).toEqual(defaults);
  expect(readSettings('null')).toEqual(defaults);
  expect(readSettings('{"theme":"dark","language":"fr","backend":7}')).toEqual({
    ...defaults,
    theme: 'dark',
  });
});

test('the browser’s first known language is shown, Chinese of any region included', () => {
  expect(resolveLanguage('auto', ['zh-TW', 'en'])).toBe('zh');
  expect(resolveLanguage('auto', ['fr', 'zh-Hans-CN'])).toBe('zh');
  expect(resolveLanguage('auto', ['de-DE'])).toBe('en');
  expect(resolveLanguage('en', ['zh-CN'])).toBe('en');
});
