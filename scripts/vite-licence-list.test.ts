import { expect, test } from 'vitest';
import { listLicences } from './vite-licence-list';

test('every shipped package is listed with its licence, and development tools are not', () => {
  const list = listLicences(process.cwd());
  const names = list.map(({ name }) => name);
  expect(names).toContain('react');
  expect(names).toContain('mediabunny');
  expect(names).not.toContain('vitest');
  expect(list.filter(({ licence }) => licence === 'see text')).toEqual([]);
});

test('the licence text comes along', () => {
  const react = listLicences(process.cwd()).find(({ name }) => name === 'react');
  expect(react?.licence).toBe('MIT');
  expect(react?.text).toContain('Permission is hereby granted');
});
