import type { BrowserContext, Page } from 'playwright';
import { shareOutput } from './drive-page';

const LINK_ID = 'cutroom-runner-download';
/** The browser holds the eleventh download of a tab back, however it was asked for. */
const SAVES_PER_TAB = 8;

const clickLink = async (
  tab: Page,
  file: { readonly url: string; readonly name: string },
): Promise<string> => {
  await tab.evaluate(
    ({ url, name, id }) => {
      const link = document.createElement('a');
      Object.assign(link, { id, href: url, download: name, textContent: 'Save' });
      link.style.cssText = 'position:fixed;inset:0 auto auto 0;padding:20px;z-index:2147483647';
      document.body.append(link);
    },
    { ...file, id: LINK_ID },
  );
  const link = tab.locator(`#${LINK_ID}`);
  const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
  const failure = await download.failure();
  if (failure) throw new Error(`Saving ${file.name} failed: ${failure}`);
  const path = await download.path();
  await link.evaluate((anchor) => anchor.remove());
  return path;
};

export interface OutputSaver {
  /** Streams one output from the page's disk area to the browser's download folder; returns that file's path. */
  save(jobId: string, index: number): Promise<string>;
  /** Closes its tab. */
  close(): Promise<void>;
}

/** @param tabUrl A light document of the same place as the studio's page. */
export const createOutputSaver = (context: BrowserContext, page: Page, tabUrl: string): OutputSaver => {
  let tab: Page | null = null;
  let saves = 0;
  const close = async () => {
    const old = tab;
    tab = null;
    await old?.close();
  };
  const openTab = async (): Promise<Page> => {
    const fresh = await context.newPage();
    await fresh.goto(tabUrl);
    return fresh;
  };
  return {
    save: async (jobId, index) => {
      if (saves++ % SAVES_PER_TAB === 0) await close();
      tab ??= await openTab();
      const file = await shareOutput(page, jobId, index);
      try {
        return await clickLink(tab, file);
      } finally {
        await page.evaluate((url) => URL.revokeObjectURL(url), file.url);
      }
    },
    close,
  };
};
