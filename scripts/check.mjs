// npm run check: format, lint and types, then everything npm test does. Stops at the first that fails.
import { ensureInstalled, rootDir, runCommand, say } from './set-up.mjs';
import { join } from 'node:path';

const bin = (...path) => join(rootDir, 'node_modules', ...path);

const steps = [
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('oxlint', 'bin', 'oxlint'), '--deny-warnings']],
  ...['page', 'worker', 'node'].map((part) => [
    `types (${part})`,
    [bin('typescript', 'bin', 'tsc'), '-p', `tsconfig.${part}.json`],
  ]),
  ['tests', [join('scripts', 'test.mjs')], { stdio: 'inherit' }],
];

try {
  await ensureInstalled();
  for (const [name, args, options] of steps) {
    say(`=== ${name} ===`);
    await runCommand(process.execPath, args, options);
  }
} catch (error) {
  say(`npm run check failed: ${error.message}`);
  process.exitCode = 1;
}
