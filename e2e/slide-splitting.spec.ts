import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PDFDocument } from 'pdf-lib';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { inspectPicture } from './pictures';
import { expect, mediaFile, test } from './studio';

/** Slides of lecture.mp4 (see media/make-media.mjs), in seconds. */
const STARTS = [0, 6, 12, 18];
const TITLES = ['Virtual Memory', '缓存为什么有效', 'Summary', 'Virtual Memory'];

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly slideNumber: number;
  readonly slide: { readonly text: string; readonly image: string | null } | null;
}

const segmentsOf = (result: string): readonly Segment[] =>
  (JSON.parse(result) as { segments: readonly Segment[] }).segments;

const download = (page: Page, name: string) =>
  downloadBy(page, () =>
    page
      .getByRole('button', { name: `Download ${name}` })
      .last()
      .click(),
  );

/** Length in seconds of an output of a job, told by the browser's own player. */
const playedSeconds = (page: Page, jobId: string, name: string): Promise<number> =>
  page.evaluate(
    async ({ JobId, Name }) => {
      const { OutputFiles } = await window.cutroom.queryIProductionJob({ JobId });
      const blob = await OutputFiles.find((file) => file.Name === Name)!.Blob();
      const video = document.createElement('video');
      video.src = URL.createObjectURL(blob);
      await new Promise((resolve, reject) => {
        video.onloadedmetadata = resolve;
        video.onerror = reject;
      });
      URL.revokeObjectURL(video.src);
      return video.duration;
    },
    { JobId: jobId, Name: name },
  );

const splitLecture = async (page: Page, url: string) => {
  await dropFiles(page, [mediaFile('lecture.mp4')]);
  await page.getByRole('link', { name: 'Slide splitting' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', FunctionName: 'VideoSplit' });
  await page.goto(`${url}#/jobs/${job.JobId}`);
  return job;
};

test('a dropped lecture is split at its slides, and every file opens', async ({ studio }, info) => {
  const { page, url } = studio;
  const job = await splitLecture(page, url);
  const segments = segmentsOf(job.Result);
  expect(segments.map(({ title }) => title)).toEqual(TITLES);
  segments.forEach(({ start }, i) => expect(Math.abs(start - STARTS[i]!)).toBeLessThan(0.15));
  expect(segments.map(({ slideNumber }) => slideNumber)).toEqual([1, 2, 3, 1]);
  expect(segments[0]!.slide!.text).toContain('Pages are mapped to frames');

  const names = job.OutputFiles.filter(({ Role }) => Role === 'result').map(({ Name }) => Name);
  expect(names).toEqual(
    expect.arrayContaining([
      'lecture.slides.pdf',
      'lecture.segments.json',
      'lecture.chapters.vtt',
      'lecture.chapters.txt',
      'lecture.chapters.mp4',
      'lecture.outline.md',
      'lecture.01-Virtual-Memory.mp4',
      'lecture.slide-03.png',
    ]),
  );
  await expect(page.getByRole('textbox', { name: /^Title of segment/ })).toHaveCount(4);
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  const pdf = await PDFDocument.load(await readFile((await download(page, 'lecture.slides.pdf')).path));
  expect(pdf.getPageCount()).toBe(3);
  const image = await download(page, 'lecture.slide-02.png');
  expect(await inspectPicture(page, image.path, 'image/png')).toMatchObject({ widthPx: 640, heightPx: 360 });
  const list = await readFile((await download(page, 'lecture.chapters.txt')).path, 'utf8');
  expect(list).toBe('0:00 Virtual Memory\n0:06 缓存为什么有效\n0:12 Summary\n0:18 Virtual Memory\n');
  for (const name of names.filter((one) => /\.0[1-4].*\.mp4$/.test(one)))
    expect(Math.abs((await playedSeconds(page, job.JobId, name)) - 6)).toBeLessThan(0.3);
  expect(Math.abs((await playedSeconds(page, job.JobId, 'lecture.chapters.mp4')) - 24)).toBeLessThan(0.2);
});

test('cuts joined, split and titles changed by hand are in the files made again', async ({
  studio,
}, info) => {
  const { page, url } = studio;
  await splitLecture(page, url);
  await page.getByRole('textbox', { name: 'Title of segment 2' }).fill('Caches 为何有效');
  await page.getByRole('button', { name: 'Join segment 4 with the one before' }).click();
  await page.getByRole('slider', { name: 'Position' }).fill('3');
  await page.getByRole('button', { name: 'Split at 0:03.000' }).click();
  await page.getByRole('textbox', { name: 'Title of segment 2' }).fill('Second half');
  await info.attach('edited', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  await page.getByRole('button', { name: 'Make the files again' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(2);
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  const segments = segmentsOf(job.Result);
  expect(segments.map(({ title }) => title)).toEqual([
    'Virtual Memory',
    'Second half',
    'Caches 为何有效',
    'Summary',
  ]);
  expect(segments[1]!.start).toBeCloseTo(3, 2);
  expect(Math.abs(segments[3]!.end - 24)).toBeLessThan(0.1);
  await page.goto(`${url}#/jobs/${job.JobId}`);
  const vtt = await readFile((await download(page, 'lecture.chapters.vtt')).path, 'utf8');
  expect(vtt).toContain('Caches 为何有效');
  const outline = await readFile((await download(page, 'lecture.outline.md')).path, 'utf8');
  expect(outline).toContain('## 2. Second half');
  const pdf = await PDFDocument.load(await readFile((await download(page, 'lecture.slides.pdf')).path));
  expect(pdf.getPageCount()).toBe(4);
  expect(Math.abs((await playedSeconds(page, job.JobId, 'lecture.02-Second-half.mp4')) - 3)).toBeLessThan(
    0.3,
  );
});

for (const [what, file] of [
  ['a film', 'three-shots.mp4'],
  ['a black picture', 'black.mp4'],
] as const)
  test(`${what} has no slides, and the page says so`, async ({ studio }) => {
    const { page, url } = studio;
    const jobId = await submitJob(page, { FunctionName: 'VideoSplit', files: [mediaFile(file)] });
    const job = await waitForJob(page, jobId);
    expect(job.Status).toBe('Success');
    expect(JSON.parse(job.Result)).toMatchObject({ segments: [], reason: 'no-slides' });
    await page.goto(`${url}#/jobs/${jobId}`);
    await expect(page.getByText('No slides were found')).toBeVisible();
  });
