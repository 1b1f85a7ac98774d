// npm run bench [-- <suite>... --speed|--speed-only --json FILE]: set-up first, in plain Node; then the suites through tsx.
import { ensureInstalled, say } from './set-up.mjs';

try {
  await ensureInstalled();
  const { tsImport } = await import('tsx/esm/api');
  const { main } = await tsImport('../bench/run.ts', import.meta.url);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`npm run bench failed: ${error.stack ?? error}`);
  process.exitCode = 1;
}
