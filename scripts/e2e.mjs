// npm run e2e [-- <Playwright arguments>]: set-up first, then the end-to-end tests alone.
import { join } from 'node:path';
import { ensureChromium } from './find-chromium.mjs';
import { ensureInstalled, prepareDist, runCommand, say } from './set-up.mjs';

try {
  await ensureInstalled();
  const dist = await prepareDist();
  const env = { ...process.env, CUTROOM_CHROMIUM: await ensureChromium(), CUTROOM_DIST: dist };
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  await runCommand(process.execPath, [cli, 'test', ...process.argv.slice(2)], { env });
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
