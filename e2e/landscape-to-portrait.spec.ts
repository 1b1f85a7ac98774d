import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { ReframeResult } from '../src/core/reframe-path';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

/** Cuts of three-shots.mp4 (320 x 180, see media/make-media.mjs), in seconds. */
const CUTS = [1.5, 5.375];
const SOURCE = { widthPx: 320, heightPx: 180 };
const FRAME_SECONDS = 1 / 24;

/** Drops the clip on the page, picks the function and starts it, as a person does. Ends on the job's page. */
const makePortrait = async (page: Page) => {
  await dropFiles(page, [mediaFile('three-shots.mp4')]);
  await page.getByRole('link', { name: 'Landscape to portrait' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', FunctionName: 'VideoH2V' });
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  return JSON.parse(job.Result) as ReframeResult;
};

const downloadPortrait = (page: Page) =>
  downloadBy(page, () =>
    page.getByRole('button', { name: 'Download three-shots.portrait.mp4' }).last().click(),
  );

/** Opens the output anew: size, length, sound, and at which column of the source its picture at a time was cut. */
const inspectCut = async (page: Page, path: string, timeSeconds: number) => {
  const texts = await Promise.all(
    [path, mediaFile('three-shots.mp4')].map(async (file) => (await readFile(file)).toString('base64')),
  );
  return page.evaluate(
    async ({ base64, at }) => {
      const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const grab = async (text: string) => {
        const url = URL.createObjectURL(new Blob([bytesOf(text)], { type: 'video/mp4' }));
        const video = Object.assign(document.createElement('video'), { src: url, muted: true });
        const until = (event: string) =>
          new Promise((resolve) => video.addEventListener(event, resolve, { once: true }));
        await until('loadeddata');
        const seeked = until('seeked');
        video.currentTime = at;
        await seeked;
        const { videoWidth: width, videoHeight: height, duration } = video;
        const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
        context.drawImage(video, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        URL.revokeObjectURL(url);
        return { width, height, duration, data };
      };
      const [output, source] = [await grab(base64[0]!), await grab(base64[1]!)];
      let best = { cost: Number.POSITIVE_INFINITY, column: -1 };
      for (let column = 0; column + output.width <= source.width; column++) {
        let cost = 0;
        for (let y = 0; y < output.height; y += 3)
          for (let x = 0; x < output.width; x += 2)
            cost += Math.abs(
              output.data[(y * output.width + x) * 4 + 1]! -
                source.data[(y * source.width + x + column) * 4 + 1]!,
            );
        if (cost < best.cost) best = { cost, column };
      }
      const context = new OfflineAudioContext(2, 48_000, 48_000);
      const sound = await context.decodeAudioData(bytesOf(base64[0]!).buffer.slice(0)).catch(() => null);
      const { width: widthPx, height: heightPx, duration: seconds } = output;
      return { widthPx, heightPx, seconds, sound: sound?.duration ?? 0, column: best.column };
    },
    { base64: texts, at: timeSeconds },
  );
};

const columnOf = ({ Shots, Width }: ReframeResult, shot: number): number =>
  Shots[shot]!.path[0]![1] * SOURCE.widthPx - Width / 2;

test('a dropped wide video becomes upright at full height, with its sound, and jumps only at its cuts', async ({
  studio,
}) => {
  const { page } = studio;
  const result = await makePortrait(page);
  expect(result).toMatchObject({ Width: 102, Height: 180, SourceWidth: 320, SourceHeight: 180 });
  expect(result.Shots).toHaveLength(3);
  CUTS.forEach((cut, i) =>
    expect(Math.abs(result.Shots[i + 1]!.start - cut)).toBeLessThan(2 * FRAME_SECONDS),
  );
  const { path, name } = await downloadPortrait(page);
  expect(name).toBe('three-shots.portrait.mp4');
  const facts = await inspectCut(page, path, 0.5);
  expect(facts).toMatchObject({ widthPx: 102, heightPx: 180 });
  expect(Math.abs(facts.seconds - result.Shots.at(-1)!.end)).toBeLessThan(0.15);
  expect(facts.sound).toBeGreaterThan(5);
});

test('a crop moved by hand is carried into the next render', async ({ studio }) => {
  const { page } = studio;
  const before = await makePortrait(page);
  const crop = page.getByRole('button', { name: 'Crop', exact: true });
  await expect(crop).toBeVisible();
  // Far to the left whatever the automatic place was, then a known way to the right.
  for (let i = 0; i < 16; i++) await crop.press('Shift+ArrowLeft');
  for (let i = 0; i < 4; i++) await crop.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Hold this position for the whole shot' }).click();
  await page.getByRole('button', { name: 'Render with this path' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(2);
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  const after = JSON.parse(job.Result) as ReframeResult;
  expect(after.Shots).toHaveLength(3);
  expect(columnOf(after, 0)).toBeCloseTo(0.2 * SOURCE.widthPx, 0);
  expect(columnOf(after, 1)).toBeCloseTo(columnOf(before, 1), 3);

  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  const { path } = await downloadPortrait(page);
  const { column } = await inspectCut(page, path, 0.75);
  expect(Math.abs(column - 64)).toBeLessThanOrEqual(2);
});

test('a video of a single frame, a black one and one stored on its side all come out upright', async ({
  studio,
}) => {
  const { page } = studio;
  for (const name of ['one-frame.mp4', 'black.mp4', 'rotated.mp4']) {
    const id = await submitJob(page, { FunctionName: 'VideoH2V', files: [mediaFile(name)] });
    const job = await waitForJob(page, id);
    expect(job, `${name}: ${job.Log.slice(-5).join('\n')}`).toMatchObject({ Status: 'Success' });
    const result = JSON.parse(job.Result) as ReframeResult;
    expect(result.Width / result.Height).toBeCloseTo(9 / 16, 1);
  }
});
