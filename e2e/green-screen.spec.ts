import { readFile, writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, waitForJob } from './jobs';
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
