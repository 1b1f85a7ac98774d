import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledPath, compiledText, compileKernel, kernelNames } from './compile-kernels.mjs';

test.each(kernelNames())('the committed bytes of the kernel %s are what its source gives', async (name) => {
  const bytes = await compileKernel(name);
  expect(readFileSync(compiledPath(name), 'utf8')).toBe(compiledText(name, bytes));
  expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([
    { module: 'env', name: 'memory', kind: 'memory' },
  ]);
});
