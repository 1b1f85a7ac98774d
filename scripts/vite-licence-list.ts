import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Full text of the licence file; `''` where the package carries none. */
  readonly text: string;
}

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

interface Manifest {
  readonly version: string;
  readonly license?: string | { readonly type?: string };
}

/** Served beside the page, made from what is installed. */
export const LICENCE_LIST_FILE = 'licences.json';

const MODULES = 'node_modules/';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const licenceTextOf = (folder: string): string => {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name));
  return names
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
};

const licenceOf = ({ license }: Manifest): string =>
  (typeof license === 'string' ? license : license?.type) ?? 'see text';

/** Every package of the production dependency closure that is installed under `root`. */
export const listLicences = (root: string): readonly PackageLicence[] => {
  const lock = readJson<{ packages: Record<string, LockEntry> }>(join(root, 'package-lock.json'));
  return Object.entries(lock.packages)
    .filter(
      ([path, { dev }]) => path.startsWith(MODULES) && !dev && existsSync(join(root, path, 'package.json')),
    )
    .map(([path]) => {
      const folder = join(root, path);
      const manifest = readJson<Manifest>(join(folder, 'package.json'));
      const name = path.slice(path.lastIndexOf(MODULES) + MODULES.length);
      return { name, version: manifest.version, licence: licenceOf(manifest), text: licenceTextOf(folder) };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
};

/** Puts the list beside the built page, and behind the same address in development. */
export const licenceList = (): Plugin => {
  const body = () => JSON.stringify(listLicences(process.cwd()));
  return {
    name: 'cutroom-licence-list',
    configureServer(server) {
      server.middlewares.use(`/${LICENCE_LIST_FILE}`, (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(body());
      });
    },
    generateBundle() {
      if (this.environment.name === 'client') {
        this.emitFile({ type: 'asset', fileName: LICENCE_LIST_FILE, source: body() });
      }
    },
  };
};
