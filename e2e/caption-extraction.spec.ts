import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { downloadBy, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly box: readonly number[];
}

interface CaptionResult {
  readonly cues: readonly Cue[];
  readonly reason: string | null;
}

const FRAME_SECONDS = 1 / 24;
/** What `make-media.mjs` drew: text, first and last frame. */
const TRUTH = [
  ['我们明天早上六点出发\nWe leave tomorrow at six', 12, 47],
  ['你看见那只鸟了吗\nDid you see that bird', 48, 83],
  ['Goodbye my old friend', 96, 119],
] as const;

const TIMEOUT_MS = 170_000;

const extract = async (page: Page, file: string, params: Readonly<Record<string, unknown>> = {}) => {
  const request = { FunctionName: 'CaptionExtraction', files: [file], JobParams: params };
  const job = await waitForJob(page, await submitJob(page, request), TIMEOUT_MS);
  return { job, result: (job.Result ? JSON.parse(job.Result) : null) as CaptionResult | null };
};

const expectTruth = (cues: readonly Cue[]): void => {
  expect(cues.map(({ text }) => text)).toEqual(TRUTH.map(([text]) => text));
  cues.forEach(({ start, end }, index) => {
    const [, first, last] = TRUTH[index]!;
    expect(Math.abs(start - first * FRAME_SECONDS)).toBeLessThan(FRAME_SECONDS);
    expect(Math.abs(end - (last + 1) * FRAME_SECONDS)).toBeLessThan(1.5 * FRAME_SECONDS);
  });
};

test('captions are read to the frame, corrected by hand, and the correction is in every file', async ({
  studio,
}, info) => {
  test.setTimeout(240_000);
  const { page, url } = studio;
  const { job, result } = await extract(page, mediaFile('captioned.mp4'), {
    Formats: ['srt', 'vtt', 'ass', 'json', 'txt'],
  });
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  expectTruth(result!.cues);

  await page.goto(`${url}#/jobs/${job.JobId}`);
  const table = page.getByRole('table', { name: 'Captions' });
  await expect(table.getByRole('textbox')).toHaveCount(3);
  await expect(page.getByRole('img', { name: /Picture of caption/ })).toHaveCount(3);
  // The first caption is on screen, and lies over the video.
  await expect(page.locator('p').filter({ hasText: 'We leave tomorrow at six' })).toBeVisible();
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  await table.getByRole('textbox', { name: 'Text 3' }).fill('See you soon, my old friend');
  await page.getByRole('button', { name: 'Remove row 2' }).click();
  await expect(table.getByRole('textbox')).toHaveCount(2);
  await page.getByRole('button', { name: 'Save my changes to the files' }).click();
  await expect(page.getByText('These captions were corrected by hand.')).toBeVisible({ timeout: 60_000 });
  await info.attach('edited', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  for (const format of ['srt', 'vtt', 'ass', 'json', 'txt']) {
    const button = page.getByRole('button', { name: `Download captioned.main.${format}` }).last();
    const { path } = await downloadBy(page, () => button.click());
    const text = await readFile(path, 'utf8');
    expect(text).toContain('See you soon, my old friend');
    expect(text).toContain('我们明天早上六点出发');
    expect(text).not.toContain('Did you see that bird');
  }
});

test('the two languages go into files of their own', async ({ studio }) => {
  test.setTimeout(240_000);
  const { page } = studio;
  const { job } = await extract(page, mediaFile('captioned.mp4'), { sep: true, Formats: ['srt'] });
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  const read = (Name: string): Promise<string> =>
    page.evaluate(async (request) => (await window.cutroom.readIProductionOutput(request)).text(), {
      JobId: job.JobId,
      Name,
    });
  const chinese = await read('captioned.main.zh.srt');
  expect(chinese).toContain('你看见那只鸟了吗');
  expect(chinese).not.toContain('bird');
  const english = await read('captioned.main.en.srt');
  expect(english).toContain('Goodbye my old friend');
  expect(english.match(/-->/g)).toHaveLength(3);
});

test('a region and a language of choice, and a prefix before each text', async ({ studio }) => {
  test.setTimeout(240_000);
  const { page } = studio;
  const { result } = await extract(page, mediaFile('captioned.mp4'), {
    roi: [
      [0.75, 1],
      [0, 1],
    ],
    lang: 'en',
    formatter: '{\\an8}',
  });
  expect(result!.cues.map(({ text }) => text)).toEqual([
    'We leave tomorrow at six',
    'Did you see that bird',
    'Goodbye my old friend',
  ]);
});

test('a part of the picture that is drawn on the page is read again, alone', async ({ studio }) => {
  test.setTimeout(240_000);
  const { page, url } = studio;
  const { job, result } = await extract(page, mediaFile('captioned.mp4'), { Formats: ['srt'] });
  expectTruth(result!.cues);
  await page.goto(`${url}#/jobs/${job.JobId}`);
  await page.getByText('Read again in one part of the picture').click();
  await expect(page.getByRole('button', { name: 'Part of the picture to read' })).toBeVisible();
  await page.getByRole('button', { name: 'Read this part' }).click();
  const endings = () =>
    page.evaluate(async () =>
      (await window.cutroom.listIProductionJobs()).Jobs.map(
        ({ Status, JobParams }) => `${Status} ${JobParams}`,
      ),
    );
  await expect
    .poll(endings, { timeout: TIMEOUT_MS })
    .toContainEqual(expect.stringMatching(/^Success .*"roi":\[\[0\.75,1\],\[0,1\]\]/));
});

for (const [file, what] of [
  ['black.mp4', 'a black video'],
  ['three-shots.mp4', 'a film without captions'],
  ['one-frame.mp4', 'a video of one frame'],
  ['rotated.mp4', 'a video on its side'],
] as const)
  test(`${what} gives an empty file and says why`, async ({ studio }) => {
    const { page, url } = studio;
    const { job, result } = await extract(page, mediaFile(file), { Formats: ['srt'] });
    expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
    expect(result!.cues).toEqual([]);
    expect(['no-text', 'no-captions']).toContain(result!.reason);
    expect(job.OutputFiles).toHaveLength(1);
    expect(job.OutputFiles[0]!.Size).toBe(0);
    await page.goto(`${url}#/jobs/${job.JobId}`);
    await expect(
      page.getByText(/No text that stands still|There is text in the picture/).first(),
    ).toBeVisible();
  });

test('a sound without pictures and half a region are refused', async ({ studio }) => {
  const { page } = studio;
  const { job } = await extract(page, mediaFile('tone.m4a'));
  expect(job).toMatchObject({ Status: 'Fail', Code: 'no-video-track' });
  await expect(extract(page, mediaFile('black.mp4'), { roi: [[0.5, 1]] })).rejects.toThrow(/roi/);
});
