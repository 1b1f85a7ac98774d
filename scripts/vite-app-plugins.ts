import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'vite';
import { OFFLINE_LIST_FILE, type OfflineFile } from '../src/core/cache-names.ts';
import { contentSecurityPolicy } from './security-headers.mjs';

/** Files of the app shell: precached when the service worker installs. */
export const SHELL_EXTENSIONS = ['html', 'js', 'mjs', 'css', 'json', 'svg', 'png', 'woff2', 'webmanifest'];
export const SHELL_MAX_BYTES = 4_000_000;

/** A static host sets no headers, so the policy also travels in the page. */
export const policyMetaTag = (): Plugin => ({
  name: 'cutroom-policy-meta-tag',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
});

const isShell = (name: string, bytes: number): boolean =>
  SHELL_EXTENSIONS.includes(extname(name).slice(1)) && bytes <= SHELL_MAX_BYTES;

/** Lists the large build files, so that the page can say what offline use costs and fetch it. */
export const offlineFileList = (): Plugin => ({
  name: 'cutroom-offline-file-list',
  apply: 'build',
  writeBundle({ dir = 'dist' }) {
    const files: OfflineFile[] = readdirSync(join(dir, 'assets'))
      .map((name) => ({ path: `assets/${name}`, bytes: statSync(join(dir, 'assets', name)).size }))
      .filter(({ path, bytes }) => !isShell(path, bytes));
    writeFileSync(join(dir, OFFLINE_LIST_FILE), JSON.stringify(files));
  },
});
