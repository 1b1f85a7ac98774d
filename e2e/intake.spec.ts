import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

/** More than the list of jobs keeps in the document. */
const MANY_JOBS = 60;

/** Pastes a file as copied from a file manager. */
const pasteFile = (page: Page, name: string, type: string): Promise<void> =>
  page.evaluate(
    ({ fileName, mimeType }) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['not really a video'], fileName, { type: mimeType }));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    },
    { fileName: name, mimeType: type },
  );

test('a pasted file is taken in, beside those that are there', async ({ studio }) => {
  const { page } = studio;
  await pasteFile(page, 'first.mp4', 'video/mp4');
  await expect(page.getByText('first.mp4').first()).toBeVisible();
  await pasteFile(page, 'second.mp4', 'video/mp4');
  await expect(page.getByRole('heading', { name: /^2 files/ })).toBeVisible();
});

test('a folder gives the files in it and below it', async ({ studio }, info) => {
  const { page } = studio;
  const folder = info.outputPath('holiday');
  await mkdir(join(folder, 'deeper'), { recursive: true });
  await copyFile(mediaFile('three-shots.mp4'), join(folder, 'day-one.mp4'));
  await copyFile(mediaFile('one-frame.mp4'), join(folder, 'deeper', 'day-two.mp4'));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a folder' }).click(),
  ]);
  await chooser.setFiles(folder);
  await expect(page.getByRole('heading', { name: /^2 files/ })).toBeVisible();
  await expect(page.getByText('day-one.mp4').first()).toBeVisible();
  await expect(page.getByText('day-two.mp4').first()).toBeVisible();
});

test('a long list of jobs keeps few rows in the document and reaches the last', async ({ studio }) => {
  const { page } = studio;
  for (let at = 0; at < MANY_JOBS; at += 1)
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('tone.m4a')] });
  await page.goto(`${studio.url}#/jobs`);
  const rows = page.getByRole('main').locator('li[aria-setsize]');
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(MANY_JOBS));
  expect(await rows.count()).toBeLessThan(MANY_JOBS);
  await rows.first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 20_000);
    await expect(rows.last()).toHaveAttribute('aria-posinset', String(MANY_JOBS), { timeout: 1000 });
  }).toPass();
});

test('results are handed to the share sheet where the browser has one', async ({ studio }) => {
  const { page } = studio;
  // Headless browsers have no share sheet: its end of the call is ours, everything before it is the product's.
  await page.evaluate(() => {
    const shared: string[] = [];
    Object.assign(window, { shared });
    navigator.canShare = () => true;
    navigator.share = async ({ files } = {}) => {
      shared.push(...(files ?? []).map(({ name, size }) => `${name} ${size > 0}`));
    };
  });
  const jobId = await submitJob(page, {
    FunctionName: 'Cover',
    files: [mediaFile('one-frame.mp4')],
    JobParams: { Count: 1 },
  });
  expect(await waitForJob(page, jobId)).toMatchObject({ Status: 'Success' });
  await page.evaluate((id) => (location.hash = `#/jobs/${id}`), jobId);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'shared') as readonly string[]))
    .toEqual(['one-frame.cover-1.jpg true']);
});
