// npm start [-- --port N --host H]: set-up, build when stale, serve, print the address.
import { parseArgs } from 'node:util';
import { prepareDist, say } from './set-up.mjs';
import { securityHeaders } from './security-headers.mjs';
import { serveFolder } from './static-server.mjs';

const DEFAULT_PORT = 4380;
const PORTS_TO_TRY = 20;

const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' } },
});

/** A taken default port moves on to the next; a port the person asked for does not. */
const serve = async (root) => {
  const first = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  const tries = values.port === undefined ? PORTS_TO_TRY : 1;
  for (let attempt = 0; ; attempt++) {
    try {
      return await serveFolder({ root, headers: securityHeaders, port: first + attempt, host: values.host });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || attempt + 1 >= tries) throw error;
    }
  }
};

try {
  const server = await serve(await prepareDist());
  console.log(`Cutroom is ready: ${server.url}   (Ctrl+C stops it)`);
} catch (error) {
  say(`npm start failed: ${error.message}`);
  process.exitCode = 1;
}
