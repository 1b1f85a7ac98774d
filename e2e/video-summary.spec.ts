import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { downloadBy, dropFiles, filesOnDisk, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

/** Cuts of three-shots.mp4 (see media/make-media.mjs), in seconds. */
const CUTS = [1.5, 5.375];
const FRAME_SECONDS = 1 / 24;

interface Summary {
  readonly VideoSummaryList: readonly { readonly StartTime: string; readonly EndTime: string }[];
  readonly Duration: number;
  readonly Shots: readonly { readonly Score: number }[];
  readonly Reasons: readonly string[];
}

const stretchesOf = ({ VideoSummaryList }: Summary) =>
  VideoSummaryList.map(({ StartTime, EndTime }) => ({ start: Number(StartTime), end: Number(EndTime) }));
const shotOf = (seconds: number): number => CUTS.filter((cut) => seconds >= cut).length;

/** Drops the clip on the page, picks the function and starts it, as a person does. Ends on the job's page. */
const makeSummary = async (page: Page, choose: () => Promise<void> = async () => undefined) => {
  await dropFiles(page, [mediaFile('three-shots.mp4')]);
  await page.getByRole('link', { name: 'Video summary' }).first().click();
  await choose();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', FunctionName: 'VideoClip' });
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  return { job, summary: JSON.parse(job.Result) as Summary };
};

/** Opens a video file anew in the browser: length, size, sound, and how much is on its frames. */
const inspectVideo = async (page: Page, path: string) => {
  const base64 = (await readFile(path)).toString('base64');
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: 'video/mp4' }));
    const video = Object.assign(document.createElement('video'), { src: url, muted: true });
    const until = (event: string) =>
      new Promise((resolve) => video.addEventListener(event, resolve, { once: true }));
    await until('loadeddata');
    const { videoWidth: widthPx, videoHeight: heightPx, duration: seconds } = video;
    const canvas = new OffscreenCanvas(32, 18).getContext('2d', { willReadFrequently: true })!;
    const spreads: number[] = [];
    for (let at = 0; at < 8; at++) {
      const seeked = until('seeked');
      video.currentTime = ((at + 0.5) * seconds) / 8;
      await seeked;
      canvas.drawImage(video, 0, 0, 32, 18);
      const { data } = canvas.getImageData(0, 0, 32, 18);
      const lumas = Array.from({ length: data.length / 4 }, (_, i) => data[i * 4 + 1]!);
      const mean = lumas.reduce((sum, value) => sum + value, 0) / lumas.length;
      const variance = lumas.reduce((sum, value) => sum + (value - mean) ** 2, 0) / lumas.length;
      spreads.push(Math.sqrt(variance));
    }
    const context = new OfflineAudioContext(2, 48_000, 48_000);
    const sound = await context.decodeAudioData(bytes.buffer.slice(0)).catch(() => null);
    URL.revokeObjectURL(url);
    return { widthPx, heightPx, seconds, leastSpread: Math.min(...spreads), sound: sound?.duration ?? 0 };
  }, base64);
};

const download = (page: Page, name: string) =>
  downloadBy(page, () =>
    page
      .getByRole('button', { name: `Download ${name}` })
      .last()
      .click(),
  );

test('a dropped video gives a clip of the length asked for, from all its shots and off their cuts', async ({
  studio,
}) => {
  const { page } = studio;
  const { summary } = await makeSummary(page);
  const stretches = stretchesOf(summary);
  expect(new Set(stretches.map(({ start, end }) => shotOf((start + end) / 2))).size).toBe(3);
  for (const { start, end } of stretches) {
    expect(end - start).toBeGreaterThan(0.79);
    expect(shotOf(start)).toBe(shotOf(end));
    for (const cut of CUTS)
      for (const time of [start, end]) expect(Math.abs(time - cut)).toBeGreaterThan(2 * FRAME_SECONDS);
  }
  const { path, name } = await download(page, 'three-shots.summary.mp4');
  expect(name).toBe('three-shots.summary.mp4');
  const facts = await inspectVideo(page, path);
  expect(facts).toMatchObject({ widthPx: 320, heightPx: 180 });
  expect(Math.abs(facts.seconds - 5)).toBeLessThan(0.1);
  expect(Math.abs(facts.sound - 5)).toBeLessThan(0.1);
  expect(facts.leastSpread).toBeGreaterThan(8);

  await page.getByRole('button', { name: 'Remove three-shots.mp4' }).first().click();
  await expect.poll(() => filesOnDisk(page)).toEqual([]);
});

test('a shot taken out on the page and a new length are carried into the next summary', async ({
  studio,
}) => {
  const { page } = studio;
  const { summary } = await makeSummary(page);
  const before = stretchesOf(summary);
  const strip = page.getByRole('button', { name: /, score [\d.]+, number \d+ in the summary$/ });
  await expect(strip.first()).toBeVisible();
  await page.getByRole('button', { name: 'Take shot 1 out' }).click();
  const end = page.getByRole('spinbutton', { name: 'Shot 1: To' });
  const start = await page.getByRole('spinbutton', { name: 'Shot 1: From' }).inputValue();
  await end.fill(String(Number(start) + 1));
  await page.getByRole('button', { name: 'Make this summary' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(2);
  const job = await waitForJob(page);
  expect(job.Status).toBe('Success');
  const made = JSON.parse(job.Result) as Summary;
  expect(made.Reasons).toContain('picked-by-hand');
  const after = stretchesOf(made);
  expect(after).toHaveLength(before.length - 1);
  expect(after[0]!.start).toBeCloseTo(Number(start), 1);
  expect(after[0]!.end - after[0]!.start).toBeCloseTo(1, 1);
  const total = after.reduce((sum, one) => sum + one.end - one.start, 0);
  expect(made.Duration).toBeCloseTo(total, 1);
});

test('the strip puts a shot in and takes it out again, and changes can be undone', async ({ studio }) => {
  const { page } = studio;
  await makeSummary(page, () => page.getByRole('radio', { name: 'Trailer' }).press('Space'));
  const used = page.getByRole('button', { name: /number \d+ in the summary$/ });
  const items = page.getByRole('spinbutton', { name: /Shot \d+: From/ });
  await expect(items.first()).toBeVisible();
  const count = await items.count();
  await used.first().click();
  await expect(items).not.toHaveCount(count);
  await page.getByRole('button', { name: 'Undo changes' }).click();
  await expect(items).toHaveCount(count);
});

test('without sound when none is wanted, with crossfades when they are', async ({ studio }) => {
  const { page } = studio;
  const JobParams = { Duration: 4, Audio: 'mute', Transition: 'crossfade' };
  const request = { FunctionName: 'VideoClip', files: [mediaFile('three-shots.mp4')], JobParams };
  const JobId = await submitJob(page, request);
  const job = await waitForJob(page, JobId);
  expect(job.Status).toBe('Success');
  await page.goto(`${page.url().split('#')[0]}#/jobs/${JobId}`);
  const { path } = await download(page, 'three-shots.summary.mp4');
  const facts = await inspectVideo(page, path);
  expect(Math.abs(facts.seconds - 4)).toBeLessThan(0.1);
  expect(facts.sound).toBe(0);
});

test('a video shorter than the summary, and one of a single frame, are shown whole', async ({ studio }) => {
  const { page } = studio;
  const short = {
    FunctionName: 'VideoClip',
    files: [mediaFile('three-shots.mp4')],
    JobParams: { Duration: 60 },
  };
  const first = await waitForJob(page, await submitJob(page, short));
  expect(first.Status).toBe('Success');
  expect((JSON.parse(first.Result) as Summary).Reasons).toEqual(['shorter-than-asked']);
  const single = { FunctionName: 'VideoClip', files: [mediaFile('one-frame.mp4')] };
  const second = await waitForJob(page, await submitJob(page, single));
  expect(second.Status).toBe('Success');
  expect((JSON.parse(second.Result) as Summary).VideoSummaryList).toHaveLength(1);
});

test('a black video says that there was nothing clear to show', async ({ studio }) => {
  const { page } = studio;
  const request = { FunctionName: 'VideoClip', files: [mediaFile('black.mp4')], JobParams: { Duration: 1 } };
  const job = await waitForJob(page, await submitJob(page, request));
  expect(job.Status).toBe('Success');
  expect((JSON.parse(job.Result) as Summary).Reasons).toContain('nothing-clear');
});

test('a sound without pictures is refused with a code', async ({ studio }) => {
  const { page } = studio;
  const request = { FunctionName: 'VideoClip', files: [mediaFile('tone.m4a')] };
  const refused = await submitJob(page, request).then(
    async (JobId) => (await waitForJob(page, JobId)).Code,
    (error: unknown) => String(error),
  );
  expect(refused).toMatch(/no-video-track|invalid-input|unsupported-input/);
});
