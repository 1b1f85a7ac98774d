import { readFile, writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import type { DetextResult } from '../src/core/detext-result';
import { downloadBy, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

const TIMEOUT_MS = 170_000;
const FRAME_SECONDS = 1 / 24;
/** First and last frame of the lines in `captioned.mp4`, as `make-media.mjs` drew them. */
const TRUTH = [
  [12, 47],
  [12, 47],
  [48, 83],
  [48, 83],
  [96, 119],
] as const;

const remove = async (page: Page, file: string, params: Readonly<Record<string, unknown>> = {}) => {
  const request = { FunctionName: 'VideoDetext', files: [file], JobParams: params };
  const job = await waitForJob(page, await submitJob(page, request), TIMEOUT_MS);
  return { job, result: JSON.parse(job.Result || '{}') as DetextResult };
};

const saveOutput = async (page: Page, fileName: string): Promise<string> => {
  const button = page.getByRole('button', { name: `Download ${fileName}` }).last();
  return (await downloadBy(page, () => button.click())).path;
};

test('subtitles go, and a line left in by hand stays in the finished video', async ({ studio }, info) => {
  test.setTimeout(400_000);
  const { page, url } = studio;
  const { job, result } = await remove(page, mediaFile('captioned.mp4'));
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  expect(result.residual).toEqual([]);
  expect(result.removed).toHaveLength(TRUTH.length);
  result.removed.forEach(({ start, end }, index) => {
    const [first, last] = TRUTH[index]!;
    expect(Math.abs(start - first * FRAME_SECONDS)).toBeLessThan(FRAME_SECONDS);
    expect(Math.abs(end - (last + 1) * FRAME_SECONDS)).toBeLessThan(1.5 * FRAME_SECONDS);
  });

  await page.goto(`${url}#/jobs/${job.JobId}`);
  await expect(page.getByText('5 lines of text removed')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Removed text' }).getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('slider', { name: 'Compare' }).first()).toBeAttached();
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  const clean = info.outputPath('clean.mp4');
  await writeFile(clean, await readFile(await saveOutput(page, 'captioned.no-text.mp4')));

  await page.getByRole('button', { name: 'Leave line 5 in the picture' }).click();
  await page.getByRole('button', { name: 'Remove again', exact: true }).click();
  await expect(page.getByText('4 lines of text removed')).toBeVisible({ timeout: TIMEOUT_MS });
  await info.attach('edited', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  const edited = info.outputPath('edited.mp4');
  await writeFile(edited, await readFile(await saveOutput(page, 'captioned.no-text.mp4')));
  expect((await readFile(edited)).equals(await readFile(clean))).toBe(false);
});

test('a video without subtitles comes back byte for byte, with the reason', async ({ studio }) => {
  test.setTimeout(240_000);
  const { page, url } = studio;
  const { job, result } = await remove(page, mediaFile('three-shots.mp4'));
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  expect(result.reason).toBe('no-text');
  await page.goto(`${url}#/jobs/${job.JobId}`);
  await expect(page.getByText('No subtitles were found', { exact: false })).toBeVisible();
  const saved = await readFile(await saveOutput(page, 'three-shots.no-text.mp4'));
  expect(saved.equals(await readFile(mediaFile('three-shots.mp4')))).toBe(true);
});

const STILL = { width: 480, height: 270 };
const WORDS = { x: 120, y: 226, width: 240, height: 30 };

/** A soft gradient with a line of text low in the middle, as PNG on disk. */
const paintStill = async (page: Page, info: TestInfo): Promise<string> => {
  const base64 = await page.evaluate(async ({ width, height }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    const paint = context.createLinearGradient(0, 0, width, 0);
    paint.addColorStop(0, 'rgb(60, 90, 140)');
    paint.addColorStop(1, 'rgb(150, 120, 90)');
    context.fillStyle = paint;
    context.fillRect(0, 0, width, height);
    context.font = 'bold 26px sans-serif';
    context.textAlign = 'center';
    context.lineWidth = 5;
    context.strokeStyle = 'black';
    context.fillStyle = 'white';
    context.strokeText('The last train home', width / 2, 250);
    context.fillText('The last train home', width / 2, 250);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  }, STILL);
  const path = info.outputPath('still.png');
  await writeFile(path, Buffer.from(base64, 'base64'));
  return path;
};

/** Darkest and brightest value in a box of a PNG. */
const rangeIn = async (page: Page, path: string, box: typeof WORDS): Promise<readonly [number, number]> =>
  page.evaluate(
    async ({ base64, at }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(at.x, at.y, at.width, at.height);
      const values = [...data].filter((_, i) => i % 4 !== 3);
      return [Math.min(...values), Math.max(...values)] as const;
    },
    { base64: (await readFile(path)).toString('base64'), at: box },
  );

test('a subtitle in a picture gives way to what surrounds it', async ({ studio }, info) => {
  test.setTimeout(240_000);
  const { page, url } = studio;
  const { job, result } = await remove(page, await paintStill(page, info));
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  expect(result.removed).toHaveLength(1);
  await page.goto(`${url}#/jobs/${job.JobId}`);
  const [darkest, brightest] = await rangeIn(page, await saveOutput(page, 'still.no-text.png'), WORDS);
  expect(darkest).toBeGreaterThan(50);
  expect(brightest).toBeLessThan(160);
});
