import { expect, test } from 'vitest';
import { functionDocs, readFunctionDocs } from './function-docs';

test('docs/functions.md says what the definitions say (npm run function-docs writes it anew)', async () => {
  expect(await readFunctionDocs()).toBe(functionDocs());
});
