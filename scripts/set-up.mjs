// What every command does first: packages, models, build. Plain Node, so that it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MIN_NODE = [20, 19];

/** Progress goes to stderr, so that a command's stdout stays its own. */
export const say = (message) => process.stderr.write(`${message}\n`);

/** Runs a command to its end; its output goes to our stderr. Rejects when it fails. */
export const runCommand = (command, args, options = {}) =>
  new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: rootDir, stdio: ['ignore', 2, 2], ...options });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ${args.join(' ')} ended with ${code}`)),
    );
  });

/** npm as a Node script where npm started us: on Windows `npm` itself is a batch file and needs a shell. */
const runNpm = (args) => {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return runCommand(process.execPath, [cli, ...args]);
  return runCommand('npm', args, { shell: process.platform === 'win32' });
};

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** npm's own record of what lies in node_modules must agree with the lock file. */
export const isInstalled = () => {
  const record = join(rootDir, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson(join(rootDir, 'package-lock.json')).packages).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  );
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  throw new Error(`Node ${MIN_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
};

/** With `CUTROOM_DIST` (somebody's own build) the packages are theirs too. */
export const ensureInstalled = async () => {
  checkNode();
  const fresh = !existsSync(join(rootDir, 'node_modules'));
  if (process.env.CUTROOM_DIST && !fresh) return;
  if (isInstalled()) return;
  say(`Installing packages (npm ${fresh ? 'ci' : 'install'}) ...`);
  await runNpm([fresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error']);
};

/** Checks the sha-256 of every staged model and fetches what is missing. */
export const ensureModels = () => runCommand(process.execPath, [join('scripts', 'stage-models.mjs')]);

const SOURCES = [
  'src',
  'public',
  'index.html',
  'package-lock.json',
  'vite.config.ts',
  'scripts/vite-app-plugins.ts',
];

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return void (yield path);
  const entries = readdirSync(path).sort();
  for (const name of entries) yield* filesUnder(join(path, name));
}

/** Changes when any source does. Models are large and already checked by hash, so their size is enough here. */
export const sourceHash = () => {
  const hash = createHash('sha256');
  for (const top of SOURCES)
    for (const path of filesUnder(join(rootDir, top))) {
      const size = statSync(path).size;
      hash.update(`${path.slice(rootDir.length)}:${size}\n`);
      if (!path.startsWith(join(rootDir, 'public', 'models'))) hash.update(readFileSync(path));
    }
  return hash.digest('hex');
};

/** Builds `dist` unless it was made from these very sources. Returns its path. */
export const ensureBuilt = async () => {
  const dist = join(rootDir, 'dist');
  const stamp = join(rootDir, '.cache', 'build-stamp');
  const wanted = sourceHash();
  const made = existsSync(stamp) && existsSync(join(dist, 'index.html')) ? readFileSync(stamp, 'utf8') : '';
  if (made === wanted) return dist;
  say('Building ...');
  await runCommand(process.execPath, [
    join('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'error',
  ]);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return dist;
};

/** The folder to serve: `CUTROOM_DIST` when given (used as it is), else a fresh build. */
export const prepareDist = async () => {
  const given = process.env.CUTROOM_DIST;
  await ensureInstalled();
  if (given) return resolve(given);
  await ensureModels();
  return ensureBuilt();
};
