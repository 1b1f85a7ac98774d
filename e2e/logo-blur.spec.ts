import { writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, waitForJob } from './jobs';
import { expect, test } from './studio';

const SIZE = { width: 320, height: 180 };
/** The mark: a white frame with bars in it, in the upper right corner. */
const MARK = { x: 250, y: 16, width: 50, height: 26 };

/** Three seconds of drifting coloured discs, with or without a mark that stays, as WebM on disk. */
const recordClip = async (page: Page, testInfo: TestInfo, withMark: boolean): Promise<string> => {
  const base64 = await page.evaluate(
    async ({ size, mark }) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, size);
      const context = canvas.getContext('2d')!;
      const paint = (frame: number) => {
        context.fillStyle = 'rgb(60, 70, 90)';
        context.fillRect(0, 0, size.width, size.height);
        for (let i = 0; i < 60; i++) {
          const x = (i * 97 + frame * (5 + (i % 4))) % (size.width + 60);
          const y = (i * 53 + frame * (i % 3)) % (size.height + 40);
          context.fillStyle = `hsl(${(i * 47) % 360} 60% ${30 + ((i * 13) % 45)}%)`;
          context.beginPath();
          context.arc(x - 30, y - 20, 9 + (i % 9), 0, 2 * Math.PI);
          context.fill();
        }
        if (!mark) return;
        context.fillStyle = 'white';
        for (let bar = 0; bar < 5; bar++) context.fillRect(mark.x + bar * 11, mark.y, 6, mark.height);
        context.fillRect(mark.x, mark.y + 10, mark.width, 6);
      };
      const recorder = new MediaRecorder(canvas.captureStream(25), {
        mimeType: 'video/webm;codecs=vp8',
        videoBitsPerSecond: 4_000_000,
      });
      const chunks: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      paint(0);
      recorder.start();
      const begin = performance.now();
      for (let now = 0; now < 3000; now = performance.now() - begin) {
        paint(Math.floor(now / 40));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      recorder.stop();
      await stopped;
      const reader = new FileReader();
      reader.readAsDataURL(new Blob(chunks));
      await new Promise((resolve) => reader.addEventListener('load', resolve));
      return String(reader.result).split(',')[1]!;
    },
    { size: SIZE, mark: withMark ? MARK : null },
  );
  const path = testInfo.outputPath(withMark ? 'marked.webm' : 'plain.webm');
  await writeFile(path, Buffer.from(base64, 'base64'));
  return path;
};

const runOn = async (page: Page, path: string) => {
  await dropFiles(page, [path]);
  await page.getByRole('link', { name: 'Logo blur' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  return waitForJob(page);
};

/** Mean step between neighbouring pixels of a row of the mark, in a decoded moment of a video. */
const sharpness = (page: Page, name: string, at: typeof MARK): Promise<number> =>
  page.evaluate(
    async ({ fileName, box }) => {
      const { Jobs } = await window.cutroom.listIProductionJobs();
      const file = Jobs.flatMap(({ OutputFiles }) => OutputFiles).findLast(({ Name }) => Name === fileName)!;
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(await file.Blob());
      await new Promise((resolve) => video.addEventListener('loadeddata', resolve));
      video.currentTime = 1.5;
      await new Promise((resolve) => video.addEventListener('seeked', resolve));
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
      const context = canvas.getContext('2d')!;
      context.drawImage(video, 0, 0);
      const { data } = context.getImageData(box.x, box.y + 4, box.width, 1);
      let sum = 0;
      for (let i = 4; i < data.length; i += 4) sum += Math.abs(data[i]! - data[i - 4]!);
      return sum / (box.width - 1);
    },
    { fileName: name, box: at },
  );

test('a mark over a moving picture is found and blurred, and an edited box goes into the next render', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const job = await runOn(page, await recordClip(page, testInfo, true));
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
  const { logos } = JSON.parse(job.Result) as { logos: { box: number[] }[] };
  expect(logos).toHaveLength(1);
  const [x, y, w, h] = logos[0]!.box as [number, number, number, number];
  expect(Math.abs(x * SIZE.width - MARK.x)).toBeLessThan(5);
  expect(Math.abs(y * SIZE.height - MARK.y)).toBeLessThan(5);
  expect(Math.abs(w * SIZE.width - MARK.width)).toBeLessThan(9);
  expect(Math.abs(h * SIZE.height - MARK.height)).toBeLessThan(9);
  expect(await sharpness(page, 'marked.no-logo.mp4', MARK)).toBeLessThan(14);

  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  const box = page.getByRole('button', { name: 'Mark 1', exact: true }).first();
  await box.focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('Shift+ArrowDown');
  await page.screenshot({ path: testInfo.outputPath('marks.png'), fullPage: true });
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect.poll(async () => (await waitForJob(page)).JobId).not.toBe(job.JobId);
  const again = await waitForJob(page);
  const moved = (JSON.parse(again.Result) as { logos: { box: number[]; kind: string }[] }).logos[0]!;
  expect(moved.kind).toBe('given');
  expect(moved.box[1]! - y).toBeGreaterThan(0.25);
  // The mark itself is left alone now.
  expect(await sharpness(page, 'marked.no-logo.mp4', MARK)).toBeGreaterThan(20);

  const { path } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download marked.no-logo.mp4' }).last().click(),
  );
  expect(path).toBeTruthy();
});

test('nothing is found on a clip without a mark, and the page offers to draw a box', async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const job = await runOn(page, await recordClip(page, testInfo, false));
  expect(job).toMatchObject({ Status: 'Success' });
  expect(JSON.parse(job.Result)).toMatchObject({ logos: [], reason: 'no-logo' });
  await page.goto(`${page.url().split('#')[0]}#/jobs/${job.JobId}`);
  await expect(page.getByText('No mark was found')).toBeVisible();
  await page.getByRole('button', { name: 'Add a mark' }).click();
  await expect(page.getByRole('button', { name: 'Make it again' })).toBeEnabled();
});
