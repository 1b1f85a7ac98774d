import { readFile, writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { expect, test } from './studio';

const SIDE = 240;

/** A brown disc in the middle of a backdrop whose light falls off to the right, as a PNG on disk. */
const paintStill = async (page: Page, testInfo: TestInfo, backdrop: readonly number[]): Promise<string> => {
  const base64 = await page.evaluate(
    async ({ side, rgb }) => {
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d')!;
      for (let x = 0; x < side; x++) {
        const light = 1 - (0.3 * x) / side;
        context.fillStyle = `rgb(${rgb.map((value) => Math.round(value * light)).join()})`;
        context.fillRect(x, 0, 1, side);
      }
      context.fillStyle = 'rgb(150, 90, 60)';
      context.arc(side / 2, side / 2, 60, 0, 2 * Math.PI);
      context.fill();
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      const reader = new FileReader();
      reader.readAsDataURL(blob);
      await new Promise((resolve) => reader.addEventListener('load', resolve));
      return String(reader.result).split(',')[1]!;
    },
    { side: SIDE, rgb: backdrop },
  );
  const path = testInfo.outputPath('still.png');
  await writeFile(path, Buffer.from(base64, 'base64'));
  return path;
};

const runOn = async (page: Page, path: string) => {
  await dropFiles(page, [path]);
  await page.getByRole('link', { name: 'Green screen' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  return waitForJob(page);
};

const pixelsOf = async (page: Page, path: string, points: readonly (readonly [number, number])[]) =>
  page.evaluate(
    async ({ base64, at }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return at.map(([x, y]) => [...context.getImageData(x!, y!, 1, 1).data]);
    },
    { base64: (await readFile(path)).toString('base64'), at: points },
  );

test('a still before a green backdrop downloads with the backdrop clear and the subject whole', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const job = await runOn(page, await paintStill(page, testInfo, [40, 180, 70]));
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  expect(JSON.parse(job.Result)).toMatchObject({ output: 'transparent' });

  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  const { path } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download still.keyed.png' }).last().click(),
  );
  const middle = SIDE / 2;
  const [corner, farCorner, subject] = await pixelsOf(page, path, [
    [8, 8],
    [SIDE - 8, SIDE - 8],
    [middle, middle],
  ]);
  expect(corner![3]).toBe(0);
  expect(farCorner![3]).toBe(0);
  expect(subject![3]).toBe(255);
  [150, 90, 60].forEach((value, c) => expect(Math.abs(subject![c]! - value)).toBeLessThan(12));
});

test('a picture without a backdrop is refused, and the page says what to do', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const job = await runOn(page, await paintStill(page, testInfo, [128, 128, 128]));
  expect(job).toMatchObject({ Status: 'Fail', Code: 'invalid-input' });
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  await expect(page.getByText('strongly coloured backdrop was found').first()).toBeVisible();
});

test('garbage boxes are cleared whatever is in them', async ({ studio }, testInfo) => {
  const { page } = studio;
  const path = await paintStill(page, testInfo, [40, 180, 70]);
  const JobParams = { GarbageMatte: [[0.4, 0.4, 0.1, 0.2]] };
  const JobId = await submitJob(page, { FunctionName: 'VideoGreenScreenMatting', files: [path], JobParams });
  const job = await waitForJob(page, JobId);
  expect(job.Status, job.Log.slice(-5).join('\n')).toBe('Success');
  await page.goto(`${page.url().split('#')[0]}#/jobs/${JobId}`);
  const { path: keyed } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download still.keyed.png' }).last().click(),
  );
  const [inside, beside] = await pixelsOf(page, keyed, [
    [0.45 * SIDE, 0.5 * SIDE],
    [0.55 * SIDE, 0.5 * SIDE],
  ]);
  expect(inside![3]).toBe(0);
  expect(beside![3]).toBe(255);
});

/** Alpha in the middle of the preview's canvas and in its corner. */
const previewAlphas = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label="Keyed"]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return null;
    const alphaAt = (x: number, y: number) =>
      context.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data[3]!;
    return { middle: alphaAt(0.5, 0.5), corner: alphaAt(0.05, 0.05) };
  });

test('the preview follows the sliders and the eyedropper, and the next result is made with them', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const job = await runOn(page, await paintStill(page, testInfo, [40, 180, 70]));
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  await expect.poll(() => previewAlphas(page)).toEqual({ middle: 255, corner: 0 });

  await page.getByRole('button', { name: 'Pick from the picture' }).click();
  // The disc is taken for the backdrop now.
  await page.getByRole('button', { name: 'Pick the backdrop colour from the picture' }).click();
  await expect(page.getByRole('textbox', { name: 'Backdrop colour' }).last()).toHaveValue(
    /^#9[0-9a-f]5[0-9a-f]3[0-9a-f]$/,
  );
  await expect.poll(async () => (await previewAlphas(page))?.middle).toBe(0);
  await page.getByRole('button', { name: 'Undo changes' }).click();
  await expect.poll(() => previewAlphas(page)).toEqual({ middle: 255, corner: 0 });

  await page.getByRole('slider', { name: 'Spill removal' }).fill('0.8');
  await page.getByRole('button', { name: 'Key again with these settings' }).click();
  await expect
    .poll(() => page.evaluate(async () => (await window.cutroom.listIProductionJobs()).Jobs.length))
    .toBe(2);
  const again = await waitForJob(page);
  expect(again.Status).toBe('Success');
  expect(JSON.parse(again.JobParams)).toMatchObject({ Spill: 0.8 });
});
