import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { bigBuckBunny, filesOnDisk, submitJob, waitForJob, waitForStage } from './jobs';
import { expect, mediaFile, test, waitForApi } from './studio';

const mediaWorker = async (page: Page) => {
  await expect.poll(() => page.workers().some((worker) => worker.url().includes('media.worker'))).toBe(true);
  return page.workers().find((worker) => worker.url().includes('media.worker'))!;
};

test('a reload in the middle of a job offers it again, and it can be run to its end', async ({ studio }) => {
  const { page } = studio;
  const jobId = await submitJob(page, { FunctionName: 'Cover', files: [bigBuckBunny] });
  await waitForStage(page, 'scan', jobId);
  await page.reload();
  await waitForApi(page);
  expect(await waitForJob(page, jobId)).toMatchObject({ Status: 'Fail', Code: 'interrupted' });
  await expect.poll(() => filesOnDisk(page)).toEqual([]);

  await expect(page.getByText('A job was interrupted')).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).first().click();
  // Dropped files come without a lasting handle: the page may ask for the file again.
  const again = page.getByRole('button', { name: 'Choose the file again' });
  const asked = await again.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );
  if (asked) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), again.click()]);
    await chooser.setFiles([bigBuckBunny]);
  }
  expect(await waitForJob(page, jobId)).toMatchObject({ Status: 'Success' });
});

test('results survive a reload and open again', async ({ studio }) => {
  const { page } = studio;
  await submitJob(page, {
    FunctionName: 'Cover',
    files: [mediaFile('three-shots.mp4')],
    JobParams: { Count: 1 },
  });
  const before = await waitForJob(page);
  await page.reload();
  await waitForApi(page);
  const after = await waitForJob(page, before.JobId);
  expect(after).toMatchObject({ Status: 'Success', OutputFiles: before.OutputFiles, Result: before.Result });
  const head = await page.evaluate(async (JobId) => {
    const job = await window.cutroom.queryIProductionJob({ JobId });
    const blob = await job.OutputFiles[0]!.Blob();
    return [...new Uint8Array(await blob.slice(0, 3).arrayBuffer())];
  }, before.JobId);
  expect(head).toEqual([0xff, 0xd8, 0xff]);
});

test('a worker that vanishes fails its job with a code, and the queue goes on', async ({ studio }) => {
  const { page } = studio;
  const first = await submitJob(page, { FunctionName: 'Cover', files: [bigBuckBunny] });
  const second = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
  await waitForStage(page, 'scan', first);
  await (await mediaWorker(page)).evaluate(() => self.close());
  expect(await waitForJob(page, first)).toMatchObject({ Status: 'Fail', Code: 'worker-crashed' });
  expect(await waitForJob(page, second)).toMatchObject({ Status: 'Success' });
  const disk = await filesOnDisk(page);
  expect(disk.filter((path) => path.includes(first))).toEqual([]);
});

test('an error that nothing caught in the worker fails its job, and the queue goes on', async ({
  studio,
}) => {
  const { page } = studio;
  const first = await submitJob(page, { FunctionName: 'Cover', files: [bigBuckBunny] });
  await waitForStage(page, 'scan', first);
  await (
    await mediaWorker(page)
  ).evaluate(
    () =>
      void setTimeout(() => {
        throw new TypeError('thrown by the test');
      }),
  );
  expect(await waitForJob(page, first)).toMatchObject({ Status: 'Fail' });
  await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
  studio.pageErrors.splice(0);
});

test('a full disk ends in storage-full with nothing left over, and works again once there is room', async ({
  studio,
}) => {
  const { page, url } = studio;
  const session = await page.context().newCDPSession(page);
  const origin = new URL(url).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4096 });
  // An old format has to be rewritten on the disk first.
  const jobId = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('mpeg4.avi')] });
  expect(await waitForJob(page, jobId)).toMatchObject({ Status: 'Fail', Code: 'storage-full' });
  await expect.poll(() => filesOnDisk(page)).toEqual([]);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('mpeg4.avi')] });
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
});

test('an input that changes on the disk while the job waits fails with input-unreadable', async ({
  studio,
}, info) => {
  const { page } = studio;
  const { copyFile, truncate } = await import('node:fs/promises');
  const path = info.outputPath('changing.mp4');
  await copyFile(mediaFile('three-shots.mp4'), path);
  const first = await submitJob(page, { FunctionName: 'Cover', files: [bigBuckBunny] });
  const jobId = await submitJob(page, { FunctionName: 'Cover', files: [path] });
  await truncate(path, 1000);
  await page.evaluate((JobId) => window.cutroom.cancelIProductionJob({ JobId }), first);
  expect((await readFile(path)).length).toBe(1000);
  expect(await waitForJob(page, jobId)).toMatchObject({ Status: 'Fail', Code: 'input-unreadable' });
});
