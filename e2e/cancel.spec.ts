import type { Page } from '@playwright/test';
import { bigBuckBunny, filesOnDisk, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

const MAX_CANCEL_MS = 2000;

/** Watches from inside the page, so that a short stage is not missed; cancels as soon as the stage has begun. */
const cancelInStage = (page: Page, jobId: string, stage: string) =>
  page.evaluate(
    async ({ JobId, wanted }) => {
      const query = () => window.cutroom.queryIProductionJob({ JobId });
      const until = async (holds: (job: Awaited<ReturnType<typeof query>>) => boolean) => {
        for (;;) {
          const job = await query();
          if (holds(job)) return job;
          await new Promise((done) => setTimeout(done, 4));
        }
      };
      const ended = ['Success', 'Fail', 'Cancelled'];
      const { Stage } = await until((job) => job.Stage === wanted || ended.includes(job.Status));
      const startMs = performance.now();
      await window.cutroom.cancelIProductionJob({ JobId });
      const { Status, Code, OutputFiles } = await until((job) => ended.includes(job.Status));
      return { Stage, Status, Code, outputs: OutputFiles.length, ms: performance.now() - startMs };
    },
    { JobId: jobId, wanted: stage },
  );

for (const stage of ['open', 'model', 'scan', 'refine', 'render']) {
  test(`a cover is cancelled in stage ${stage} within two seconds and leaves nothing behind`, async ({
    studio,
  }) => {
    const { page } = studio;
    const jobId = await submitJob(page, {
      FunctionName: 'Cover',
      files: [bigBuckBunny],
      JobParams: { Count: 10 },
    });
    const cancelled = await cancelInStage(page, jobId, stage);
    expect(cancelled).toMatchObject({ Stage: stage, Status: 'Cancelled', Code: 'cancelled', outputs: 0 });
    expect(cancelled.ms).toBeLessThan(MAX_CANCEL_MS);
    await expect.poll(() => filesOnDisk(page)).toEqual([]);
    // The queue goes on.
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
    expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
  });
}

test('a cancel while the universal engine reads an old format ends in two seconds too', async ({
  studio,
}) => {
  const { page } = studio;
  const jobId = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('mpeg4.avi')] });
  const cancelled = await cancelInStage(page, jobId, 'open');
  expect(cancelled).toMatchObject({ Stage: 'open', Status: 'Cancelled', Code: 'cancelled' });
  expect(cancelled.ms).toBeLessThan(MAX_CANCEL_MS);
  await expect.poll(() => filesOnDisk(page)).toEqual([]);
});

test('a waiting job is cancelled without ever running', async ({ studio }) => {
  const { page } = studio;
  const first = await submitJob(page, { FunctionName: 'Cover', files: [bigBuckBunny] });
  const second = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
  await page.evaluate((JobId) => window.cutroom.cancelIProductionJob({ JobId }), second);
  expect(await waitForJob(page, second)).toMatchObject({ Status: 'Cancelled', Log: [] });
  expect(await waitForJob(page, first)).toMatchObject({ Status: 'Success' });
});
