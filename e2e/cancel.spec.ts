import type { Page } from '@playwright/test';
import { bigBuckBunny, filesOnDisk, submitJob, waitForJob, type Submission } from './jobs';
import { expect, mediaFile, test } from './studio';

const MAX_CANCEL_MS = 2000;

const STAGES = ['open', 'model', 'scan', 'refine', 'render'];

/** Watches from inside the page, so that a short stage is not missed; cancels as soon as the stage has begun. */
const cancelInStage = (page: Page, jobId: string, stage: string) =>
  page.evaluate(
    async ({ JobId, from }) => {
      const query = () => window.cutroom.queryIProductionJob({ JobId });
      const until = async (holds: (job: Awaited<ReturnType<typeof query>>) => boolean) => {
        for (;;) {
          const job = await query();
          if (holds(job)) return job;
          await new Promise((done) => setTimeout(done, 4));
        }
      };
      const hasEnded = (status: string) => ['Success', 'Fail', 'Cancelled'].includes(status);
      const reached = await until(({ Stage, Status }) => from.includes(Stage) || hasEnded(Status));
      const startMs = performance.now();
      await window.cutroom.cancelIProductionJob({ JobId });
      const { Status, Code, OutputFiles } = await until((job) => hasEnded(job.Status));
      const ms = performance.now() - startMs;
      return { Stage: reached.Stage, Status, Code, outputs: OutputFiles.length, ms };
    },
    { JobId: jobId, from: STAGES.slice(STAGES.indexOf(stage)) },
  );

const clip = mediaFile('three-shots.mp4');

/** A job in which that stage takes a while and those before it do not. */
const jobWithLong: Readonly<Record<string, Omit<Submission, 'FunctionName'>>> = {
  // The universal engine has to rewrite the file first.
  open: { files: [mediaFile('mpeg4.avi')] },
  model: { files: [bigBuckBunny] },
  scan: { files: [bigBuckBunny] },
  refine: { files: [clip], JobParams: { Count: 10 } },
  render: { files: [clip], JobParams: { Model: 'gif', GifSeconds: 6, GifFps: 25 } },
};

for (const stage of STAGES)
  test(`a cover is cancelled in stage ${stage} within two seconds and leaves nothing behind`, async ({
    studio,
  }) => {
    const { page } = studio;
    const jobId = await submitJob(page, { FunctionName: 'Cover', files: [], ...jobWithLong[stage] });
    const cancelled = await cancelInStage(page, jobId, stage);
    expect(cancelled).toMatchObject({ Stage: stage, Status: 'Cancelled', Code: 'cancelled', outputs: 0 });
    expect(cancelled.ms).toBeLessThan(MAX_CANCEL_MS);
    await expect.poll(() => filesOnDisk(page)).toEqual([]);
    // The queue goes on.
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('one-frame.mp4')] });
    expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
  });

test('a waiting job is cancelled without ever running', async ({ studio }) => {
  const { page } = studio;
  const first = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
  const second = await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')] });
  await page.evaluate((JobId) => window.cutroom.cancelIProductionJob({ JobId }), second);
  expect(await waitForJob(page, second)).toMatchObject({ Status: 'Cancelled', Log: [] });
  expect(await waitForJob(page, first)).toMatchObject({ Status: 'Success' });
});
