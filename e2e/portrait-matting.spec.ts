import { readFile, writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, waitForJob } from './jobs';
import { expect, test } from './studio';

const SIDE = 320;

/** A vase on a table before a plain wall, as a PNG on disk: something that stands out, and nobody. */
const paintStill = async (page: Page, testInfo: TestInfo, hasHoles = false): Promise<string> => {
  const paint = async ({ side, holes }: { side: number; holes: boolean }) => {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(208, 212, 205)';
    context.fillRect(0, 0, side, side);
    const clay = context.createRadialGradient(140, 130, 10, 160, 170, 90);
    clay.addColorStop(0, 'rgb(226, 90, 60)');
    clay.addColorStop(1, 'rgb(110, 26, 18)');
    context.fillStyle = clay;
    context.beginPath();
    context.ellipse(160, 180, 70, 85, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillRect(135, 70, 50, 60);
    if (holes) {
      context.clearRect(0, 0, side, 40);
      context.globalCompositeOperation = 'destination-out';
      context.fillStyle = 'rgba(0, 0, 0, 0.5)';
      context.fillRect(150, 170, 20, 20);
    }
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  };
  const base64 = await page.evaluate(paint, { side: SIDE, holes: hasHoles });
  const path = testInfo.outputPath('vase.png');
  await writeFile(path, Buffer.from(base64, 'base64'));
  return path;
};

const openFunction = async (page: Page, path: string) => {
  await dropFiles(page, [path]);
  await page.getByRole('link', { name: 'Portrait matting' }).first().click();
};

const start = async (page: Page) => {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  return waitForJob(page);
};

const alphaOf = async (page: Page, path: string, points: readonly (readonly [number, number])[]) =>
  page.evaluate(
    async ({ base64, at }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return at.map(([x, y]) => context.getImageData(x!, y!, 1, 1).data[3]!);
    },
    { base64: (await readFile(path)).toString('base64'), at: points },
  );

const showJob = (page: Page, jobId: string) => page.goto(`${page.url().split('#')[0]}#/jobs/${jobId}`);

test('a picture with nobody in it is refused with the remedy', async ({ studio }, testInfo) => {
  const { page } = studio;
  await openFunction(page, await paintStill(page, testInfo));
  const job = await start(page);
  expect(job).toMatchObject({ Status: 'Fail', Code: 'invalid-input' });
  await showJob(page, job.JobId);
  await expect(page.getByText('choose Subject: Anything').first()).toBeVisible();
});

test('what is clear in the source already stays clear, half or wholly', async ({ studio }, testInfo) => {
  const { page } = studio;
  await openFunction(page, await paintStill(page, testInfo, true));
  await page.getByRole('radio', { name: 'Anything' }).check({ force: true });
  const job = await start(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  await showJob(page, job.JobId);
  const { path } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download vase.matte-transparent.png' }).last().click(),
  );
  const [half, whole, gone] = await alphaOf(page, path, [
    [160, 180],
    [160, 230],
    [160, 20],
  ]);
  expect(half).toBeGreaterThan(118);
  expect(half).toBeLessThan(136);
  expect(whole).toBe(255);
  expect(gone).toBe(0);
});

test('a vase is cut out with Subject: Anything, and a brush stroke is carried into a new run', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  await openFunction(page, await paintStill(page, testInfo));
  await page.getByRole('radio', { name: 'Anything' }).check({ force: true });
  const job = await start(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  expect(JSON.parse(job.Result)).toMatchObject({ output: 'transparent', people: 0 });

  await showJob(page, job.JobId);
  const download = () =>
    page.getByRole('button', { name: 'Download vase.matte-transparent.png' }).last().click();
  const first = await downloadBy(page, download);
  const [vase, corner] = await alphaOf(page, first.path, [
    [160, 190],
    [12, 12],
  ]);
  expect(vase).toBe(255);
  expect(corner).toBe(0);

  await page.getByRole('radio', { name: 'Black' }).check();
  const pad = page.getByTestId('brush-pad');
  await pad.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = (await pad.boundingBox())!;
  const place = (x: number, y: number) => [box.x + (x / SIDE) * box.width, box.y + (y / SIDE) * box.height];
  const [fromX, fromY] = place(20, 150);
  const [toX, toY] = place(60, 150);
  await page.mouse.move(fromX!, fromY!);
  await page.mouse.down();
  await page.mouse.move(toX!, toY!, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Make again with the strokes' }).click();
  await page.waitForURL((url) => !url.hash.endsWith(job.JobId));
  const again = await waitForJob(page);
  expect(again).toMatchObject({ Status: 'Success' });
  await showJob(page, again.JobId);
  const second = await downloadBy(page, download);
  const [stroke, stillClear] = await alphaOf(page, second.path, [
    [40, 150],
    [300, 150],
  ]);
  expect(stroke).toBeGreaterThan(200);
  expect(stillClear).toBe(0);
});
