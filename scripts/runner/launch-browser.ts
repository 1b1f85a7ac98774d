import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright';
import { ensureChromium } from '../find-chromium.mjs';

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Chromium's sandbox cannot start as root. */
const sandboxArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

export interface BrowserOptions {
  /** Where downloads land until they are moved. */
  readonly downloadsDir: string;
  readonly headless?: boolean;
  readonly extraArgs?: readonly string[];
  readonly locale?: string;
  readonly blockServiceWorkers?: boolean;
}

export interface LaunchedBrowser {
  readonly context: BrowserContext;
  readonly profileDir: string;
  /** Closes the browser and removes its profile. */
  close(): Promise<void>;
}

/** Headless Chromium on a profile of its own: a private window would have a small storage quota. */
export const launchBrowser = async (options: BrowserOptions): Promise<LaunchedBrowser> => {
  const executablePath = await ensureChromium();
  const profileDir = await mkdtemp(join(tmpdir(), 'cutroom-profile-'));
  const remove = () => rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const context = await chromium.launchPersistentContext(profileDir, {
      executablePath,
      headless: options.headless ?? true,
      // Off by default on Linux; the page still judges by itself whether the adapter is any good.
      args: [...QUIET, ...sandboxArgs(), '--enable-unsafe-webgpu', ...(options.extraArgs ?? [])],
      acceptDownloads: true,
      downloadsPath: options.downloadsDir,
      locale: options.locale ?? 'en-US',
      serviceWorkers: options.blockServiceWorkers ? 'block' : 'allow',
    });
    // tsx keeps function names through this helper, which functions sent to the page then look for there.
    await context.addInitScript('globalThis.__name ??= (value) => value');
    const close = async () => {
      await context.close();
      await remove();
    };
    return { context, profileDir, close };
  } catch (error) {
    await remove();
    throw error;
  }
};
