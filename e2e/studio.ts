import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type {} from '../src/api/window-api';
import { launchBrowser } from '../scripts/runner/launch-browser';
import { rootDir } from '../scripts/set-up.mjs';
import { securityHeaders } from '../scripts/security-headers.mjs';
import { serveFolder } from '../scripts/static-server.mjs';

export const mediaFile = (name: string): string => join(rootDir, 'e2e', 'media', name);

const distDir = process.env['CUTROOM_DIST'] ?? join(rootDir, 'dist');

export interface StudioOptions {
  /** Headers of the server; none = a plain static host. Default: ours. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly chromiumArgs?: readonly string[];
  readonly locale?: string;
  /** Part of the address after `#`, e.g. `/smart-cover`. */
  readonly route?: string;
  /** Runs in the media worker before anything else: to take a capability away. Switches the service worker off. */
  readonly workerPrelude?: string;
}

/** An open studio in a browser of its own, on a server of its own (so storage and service worker are fresh). */
export interface Studio {
  readonly page: Page;
  /** Address of the app, ends in `/`. */
  readonly url: string;
  /** Requests that left our origin. Stays empty: checked after every test. */
  readonly foreignRequests: string[];
  /** Errors of the page and of the content security policy. Stays empty unless a test takes what it expected. */
  readonly pageErrors: string[];
  /** No answer from the server from now on, as without a network. */
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

const isOurs = (address: string, url: string): boolean =>
  /^(blob|data|about|chrome-extension):/.test(address) || address.startsWith(url);

const watch = (page: Page, url: string) => {
  const foreignRequests: string[] = [];
  const pageErrors: string[] = [];
  page.context().on('request', (request) => {
    if (!isOurs(request.url(), url)) foreignRequests.push(request.url());
  });
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  page.on('crash', () => pageErrors.push('The page crashed'));
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) pageErrors.push(message.text());
  });
  return { foreignRequests, pageErrors };
};

/** Puts a line of script ahead of the media worker's own. */
const preludeWorker = (context: BrowserContext, prelude: string): Promise<unknown> =>
  context.route(/\/media\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${prelude};\n${await response.text()}` });
  });

export const openStudio = async (options: StudioOptions = {}): Promise<Studio> => {
  const downloadsDir = await mkdtemp(join(tmpdir(), 'cutroom-e2e-'));
  const server = await serveFolder({ root: distDir, headers: options.headers ?? securityHeaders });
  const browser = await launchBrowser({
    downloadsDir,
    ...(options.chromiumArgs ? { extraArgs: options.chromiumArgs } : {}),
    ...(options.locale ? { locale: options.locale } : {}),
    // Answers of the service worker would pass by the route that puts the prelude in.
    blockServiceWorkers: options.workerPrelude !== undefined,
  });
  const { context } = browser;
  if (options.workerPrelude !== undefined) await preludeWorker(context, options.workerPrelude);
  const page = context.pages()[0] ?? (await context.newPage());
  const watched = watch(page, server.url);
  await page.goto(`${server.url}#${options.route ?? '/'}`);
  await waitForApi(page);
  return {
    page,
    url: server.url,
    ...watched,
    goOffline: async () => {
      await context.setOffline(true);
      await server.close();
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(downloadsDir, { recursive: true, force: true });
    },
  };
};

/** The page is up and isolated (on a static host: after the one reload that brings it). */
export const waitForApi = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => window.cutroom !== undefined && crossOriginIsolated);
};

interface Fixtures {
  /** A studio on our own server. */
  readonly studio: Studio;
  /** Opens studios that are made otherwise; all are closed and checked after the test. */
  readonly openWith: (options: StudioOptions) => Promise<Studio>;
}

const checkAndClose = async (studio: Studio): Promise<void> => {
  await studio.close();
  expect(studio.foreignRequests, 'requests that left the origin').toEqual([]);
  expect(studio.pageErrors, 'errors of the page').toEqual([]);
};

export const test = base.extend<Fixtures>({
  // Playwright wants a destructured first parameter.
  openWith: async ({ playwright: _playwright }, use) => {
    const opened: Studio[] = [];
    await use(async (options) => {
      const studio = await openStudio(options);
      opened.push(studio);
      return studio;
    });
    for (const studio of opened) await checkAndClose(studio);
  },
  studio: async ({ openWith }, use) => use(await openWith({})),
});
export { expect };
