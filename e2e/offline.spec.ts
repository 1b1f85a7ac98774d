import { submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test, waitForApi } from './studio';

const coverOf = (name: string) => ({
  FunctionName: 'Cover',
  files: [mediaFile(name)],
  JobParams: { Count: 1 },
});

test('what was used once works offline after a reload', async ({ studio }) => {
  const { page } = studio;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.reload();
  await waitForApi(page);
  await submitJob(page, coverOf('three-shots.mp4'));
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });

  await studio.goOffline();
  await page.reload();
  await waitForApi(page);
  await submitJob(page, coverOf('three-shots.mp4'));
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
});

test('one button makes everything available offline, with its size, down to formats never opened before', async ({
  studio,
}) => {
  const { page } = studio;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto(`${studio.url}#/models`);
  await expect(page.getByText(/\d+(\.\d+)? MB in all/)).toBeVisible();
  await page.getByRole('button', { name: 'Make everything available offline' }).click();
  await expect(page.getByText('Everything is stored.')).toBeVisible({ timeout: 60_000 });

  await studio.goOffline();
  await page.goto(`${studio.url}#/`);
  await page.reload();
  await waitForApi(page);
  await submitJob(page, coverOf('mpeg4.avi'));
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
});

test('a plain static host without headers is isolated after one reload, and makes a cover', async ({
  openWith,
}) => {
  const { page } = await openWith({ headers: {} });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await submitJob(page, coverOf('three-shots.mp4'));
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success', Backend: 'wasm-threads' });
});

test('the app can be installed: a manifest with a name, a start address and icons that are there', async ({
  studio,
}) => {
  const { page } = studio;
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifestUrl = new URL(href ?? '', studio.url);
  const manifest = (await (await fetch(manifestUrl)).json()) as {
    readonly name: string;
    readonly start_url: string;
    readonly display: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  };
  expect(manifest).toMatchObject({ name: 'Cutroom', start_url: './', display: 'standalone' });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  for (const { src } of manifest.icons) expect((await fetch(new URL(src, manifestUrl))).status).toBe(200);
});
