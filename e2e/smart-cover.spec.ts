import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { downloadBy, dropFiles, filesOnDisk, submitJob, waitForJob } from './jobs';
import { gifFrames, gifRepeats, inspectPicture } from './pictures';
import { expect, mediaFile, test } from './studio';

/** Cuts of three-shots.mp4 (see media/make-media.mjs), in seconds. */
const CUTS = [1.5, 5.375];
const NEAR_CUT_SECONDS = 2 / 24;

interface Cover {
  readonly Score: number;
  readonly Time: string;
  readonly Url: string;
  readonly Reasons: readonly string[];
}

const secondsOf = ({ Time }: Cover): number => Number(Time) / 1000;
const shotOf = (seconds: number): number => CUTS.filter((cut) => seconds >= cut).length;

/** Drops the clip on the page, picks the function and starts it, as a person does. Ends on the job's page. */
const makeCover = async (page: Page, choose: () => Promise<void> = async () => undefined) => {
  await dropFiles(page, [mediaFile('three-shots.mp4')]);
  await page.getByRole('link', { name: 'Smart cover' }).first().click();
  await choose();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', FunctionName: 'Cover' });
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  return { job, covers: JSON.parse(job.Result) as readonly Cover[] };
};

const download = (page: Page, name: string) =>
  downloadBy(page, () =>
    page
      .getByRole('button', { name: `Download ${name}` })
      .last()
      .click(),
  );

test('a dropped video gives ranked covers of different shots, which download and open', async ({
  studio,
}) => {
  const { page } = studio;
  const { job, covers } = await makeCover(page);
  expect(covers).toHaveLength(3);
  expect(covers.map(({ Score }) => Score)).toEqual(
    covers.map(({ Score }) => Score).toSorted((a, b) => b - a),
  );
  expect(new Set(covers.map((cover) => shotOf(secondsOf(cover)))).size).toBeGreaterThan(1);
  for (const cover of covers) {
    expect(cover.Score).toBeGreaterThanOrEqual(0);
    expect(cover.Score).toBeLessThanOrEqual(10);
    for (const cut of CUTS) expect(Math.abs(secondsOf(cover) - cut)).toBeGreaterThan(NEAR_CUT_SECONDS);
    const { path } = await download(page, cover.Url);
    const facts = await inspectPicture(page, path, 'image/jpeg');
    expect(facts).toMatchObject({ widthPx: 320, heightPx: 180 });
    // Neither black nor blank.
    expect(facts.mean).toBeGreaterThan(25);
    expect(facts.deviation).toBeGreaterThan(15);
  }
  expect(job.OutputFiles.filter(({ Role }) => Role === 'result').map(({ Name }) => Name)).toEqual(
    covers.map(({ Url }) => Url),
  );

  const zip = await downloadBy(page, () => page.getByRole('button', { name: 'Download all (zip)' }).click());
  expect(zip.name).toBe('three-shots.smart-cover.zip');
  const bytes = await readFile(zip.path);
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04'));
  for (const { Url } of covers) expect(bytes.includes(Url)).toBe(true);

  await page.getByRole('button', { name: 'Remove three-shots.mp4' }).first().click();
  await expect.poll(() => filesOnDisk(page)).toEqual([]);
});

test('the animated cover plays, loops for ever, and keeps its size', async ({ studio }) => {
  const { page } = studio;
  const { job } = await makeCover(page, () =>
    page.getByRole('radio', { name: 'Animated GIF' }).press('Space'),
  );
  const gif = job.OutputFiles.find(({ MimeType }) => MimeType === 'image/gif');
  expect(gif?.Size).toBeLessThan(8_000_000);
  const { path } = await download(page, gif?.Name ?? '');
  const facts = await inspectPicture(page, path, 'image/gif');
  expect(await gifRepeats(path)).toBe(0);
  expect(await gifFrames(path)).toBeGreaterThan(15);
  expect(facts.deviation).toBeGreaterThan(15);
});

test('a small limit on the size of the animation is kept', async ({ studio }) => {
  const { page } = studio;
  const JobParams = { Model: 'gif', MaxBytes: 100_000, GifSeconds: 2 };
  await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')], JobParams });
  const job = await waitForJob(page);
  expect(job.Status).toBe('Success');
  expect(job.OutputFiles.find(({ MimeType }) => MimeType === 'image/gif')?.Size).toBeLessThanOrEqual(100_000);
});

for (const [AspectRatio, aspect] of [
  ['9:16', 9 / 16],
  ['1:1', 1],
] as const)
  test(`a cover cut to ${AspectRatio} has that shape`, async ({ studio }) => {
    const { page } = studio;
    const JobParams = { Count: 1, AspectRatio, Format: 'png' };
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')], JobParams });
    const job = await waitForJob(page);
    const size = await page.evaluate(async (JobId) => {
      const { OutputFiles } = await window.cutroom.queryIProductionJob({ JobId });
      const file = OutputFiles.find(({ Role, MimeType }) => Role === 'result' && MimeType === 'image/png');
      const { width, height } = await createImageBitmap(await file!.Blob());
      return { width, height };
    }, job.JobId);
    // A shape of even pixels may miss the ratio by a pixel each way.
    expect(Math.abs(size.width - size.height * aspect)).toBeLessThanOrEqual(2);
  });

test('another frame picked by hand from the contact sheet is made into the cover', async ({ studio }) => {
  const { page } = studio;
  const { covers } = await makeCover(page);
  const taken = new Set(covers.map((cover) => secondsOf(cover).toFixed(2)));
  // The frames of the sheet name their time and score; those that are covers say so.
  const frames = page.getByRole('button', { name: /, score [\d.]+$/ });
  await frames.first().click();
  await page.getByRole('button', { name: 'Make these covers' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(2);
  const job = await waitForJob(page);
  expect(job.Status).toBe('Success');
  const made = JSON.parse(job.Result) as readonly Cover[];
  expect(made).toHaveLength(covers.length);
  expect(made.some((cover) => !taken.has(secondsOf(cover).toFixed(2)))).toBe(true);
  expect(made.every(({ Reasons }) => Reasons.includes('picked-by-hand'))).toBe(true);
});

test('many files become one job each, with one setting', async ({ studio }) => {
  const { page } = studio;
  await dropFiles(page, [mediaFile('three-shots.mp4'), mediaFile('one-frame.mp4'), mediaFile('rotated.mp4')]);
  await page.getByRole('link', { name: 'Smart cover' }).first().click();
  await page.getByRole('button', { name: 'Start 3 jobs' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(3);
  for (const id of await page.evaluate(async () =>
    (await window.cutroom.listIProductionJobs()).Jobs.map(({ JobId }) => JobId),
  ))
    expect(await waitForJob(page, id)).toMatchObject({ Status: 'Success' });
});
