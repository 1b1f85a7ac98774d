// npm test: packages, models, a Chromium and a build first; then every test. Ends with "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './find-chromium.mjs';
import { ensureInstalled, prepareDist, rootDir, runCommand, say } from './set-up.mjs';
import { countPlaywright, countVitest } from './count-tests.mjs';

const reportsDir = join(rootDir, '.cache', 'test-reports');

const runners = [
  {
    name: 'unit, architecture and browser tests',
    report: join(reportsDir, 'vitest.json'),
    count: countVitest,
    args: (report) => [
      join('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env: () => ({}),
  },
  {
    name: 'end-to-end tests',
    report: join(reportsDir, 'playwright.json'),
    count: countPlaywright,
    args: () => [join('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
  },
];

/** A runner that ends badly without naming a failed test counts as one failure: it must not pass in silence. */
const run = async ({ name, report, count, args, env }, baseEnv) => {
  say(`\n=== ${name} ===`);
  let endedWell = true;
  await runCommand(process.execPath, args(report), { env: { ...baseEnv, ...env(report) } }).catch(() => {
    endedWell = false;
  });
  const { passed, failed } = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  const isSilent = failed === 0 && (!endedWell || passed === 0);
  return { passed, failed: isSilent ? 1 : failed };
};

const main = async () => {
  await ensureInstalled();
  const dist = await prepareDist();
  const env = { ...process.env, CUTROOM_CHROMIUM: await ensureChromium(), CUTROOM_DIST: dist };
  rmSync(reportsDir, { recursive: true, force: true });
  mkdirSync(reportsDir, { recursive: true });
  const totals = { passed: 0, failed: 0 };
  for (const runner of runners) {
    const { passed, failed } = await run(runner, env);
    totals.passed += passed;
    totals.failed += failed;
  }
  return totals;
};

try {
  const { passed, failed } = await main();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  say(`npm test could not be set up: ${error.stack ?? error}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
