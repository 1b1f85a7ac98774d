// npm run --silent job -- ...: the headless job runner. Set-up first, in plain Node; then its TypeScript through tsx.
import { ensureInstalled, say } from './set-up.mjs';

try {
  await ensureInstalled();
  const { tsImport } = await import('tsx/esm/api');
  const { main } = await tsImport('./runner/main.ts', import.meta.url);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`The runner failed: ${error.stack ?? error}`);
  process.exitCode = 2;
}
