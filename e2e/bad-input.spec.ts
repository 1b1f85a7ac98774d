import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { rootDir } from '../scripts/set-up.mjs';
import { errorsEn } from '../src/app/i18n/errors-en';
import { filesOnDisk, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

/** The bar of 30 s is measured by `npm run bench -- robustness`; here a busy machine gets twice that. */
const MAX_SECONDS = 60;
/** Codes that blame us, not the file. */
const OUR_FAULT = ['internal', 'worker-crashed', 'out-of-memory'];

type Make = (info: TestInfo) => Promise<string>;

const written =
  (name: string, content: () => Promise<Buffer> | Buffer): Make =>
  async (info) => {
    const path = info.outputPath(name);
    await writeFile(path, await content());
    return path;
  };

const partOf = (file: string, share: number) => async () => {
  const bytes = await readFile(mediaFile(file));
  return bytes.subarray(0, Math.floor(bytes.length * share));
};

const noise = () =>
  Buffer.from(Array.from({ length: 40_000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) & 255));

const refusals: readonly [string, Make, readonly string[]][] = [
  ['an empty file', written('empty.mp4', () => Buffer.alloc(0)), ['unsupported-input', 'input-unreadable']],
  [
    'text named as a video',
    written('text.mp4', () => Buffer.from('not a video\n'.repeat(500))),
    ['unsupported-input'],
  ],
  ['noise', written('noise.mkv', noise), ['unsupported-input']],
  [
    'a cut-off file whose index is missing',
    written('cut-off.mp4', async () => {
      const bytes = await readFile(mediaFile('rotated.mp4'));
      return bytes.subarray(0, bytes.indexOf('moov') - 4);
    }),
    ['unsupported-input', 'input-unreadable', 'decode-failed'],
  ],
  ['sound without a picture', async () => mediaFile('tone.m4a'), ['no-video-track']],
];

for (const [what, make, codes] of refusals)
  test(`${what} is refused in words, and the next job runs`, async ({ studio }, info) => {
    const { page } = studio;
    const jobId = await submitJob(page, { FunctionName: 'Cover', files: [await make(info)] });
    const job = await waitForJob(page, jobId, MAX_SECONDS * 1000);
    expect(job.Status).toBe('Fail');
    expect(codes).toContain(job.Code);
    await page.goto(`${studio.url}#/jobs/${jobId}`);
    const { title, remedy } = errorsEn[job.Code as keyof typeof errorsEn];
    await expect(page.getByRole('main').getByText(title)).toBeVisible();
    await expect(page.getByRole('main').getByText(remedy)).toBeVisible();
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('one-frame.mp4')] });
    expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
    expect((await filesOnDisk(page)).filter((path) => path.includes(jobId))).toEqual([]);
  });

const accepted: readonly [string, Make, { readonly upright?: boolean }][] = [
  ['a single frame', async () => mediaFile('one-frame.mp4'), {}],
  ['nothing but black', async () => mediaFile('black.mp4'), {}],
  ['a picture to be turned upright', async () => mediaFile('rotated.mp4'), { upright: true }],
  ['VP9 in WebM', async () => mediaFile('three-shots.webm'), {}],
  ['MPEG-4 in AVI', async () => mediaFile('mpeg4.avi'), {}],
  ['Sorenson in FLV', async () => mediaFile('sorenson.flv'), {}],
  ['WMV2 in ASF', async () => mediaFile('windows.wmv'), {}],
  ['an MPEG programme stream', async () => mediaFile('program-stream.mpg'), {}],
  ['a file cut off after two thirds', written('short.mp4', partOf('three-shots.mp4', 0.66)), {}],
  [
    'a wrong name',
    async (info) => {
      const path = info.outputPath('really-webm.mp4');
      await copyFile(mediaFile('three-shots.webm'), path);
      return path;
    },
    {},
  ],
];

for (const [what, make, { upright = false }] of accepted)
  test(`${what} gives a cover`, async ({ studio }, info) => {
    const { page } = studio;
    const files = [await make(info)];
    const jobId = await submitJob(page, { FunctionName: 'Cover', files, JobParams: { Count: 1 } });
    const job = await waitForJob(page, jobId, MAX_SECONDS * 1000);
    expect(job, job.Log.slice(-6).join('\n')).toMatchObject({ Status: 'Success', Code: '' });
    const size = await page.evaluate(async (JobId) => {
      const { OutputFiles } = await window.cutroom.queryIProductionJob({ JobId });
      const cover = OutputFiles.find(({ Role, MimeType }) => Role === 'result' && MimeType === 'image/jpeg');
      if (!cover) return null;
      const { width, height } = await createImageBitmap(await cover.Blob());
      return { width, height };
    }, jobId);
    expect(size).not.toBeNull();
    expect(size!.width < size!.height).toBe(upright);
  });

const hostileDir = resolve(rootDir, process.env['CUTROOM_MEDIA'] ?? '../shared/media', 'robustness');

// A folder of odd and broken files, where there is one (see README); the made-up ones above always run.
if (existsSync(hostileDir))
  test('every odd and broken file ends in a right result or a code, and the page lives', async ({
    studio,
  }) => {
    test.setTimeout(1_500_000);
    const { page } = studio;
    for (const name of (await readdir(hostileDir)).toSorted()) {
      const jobId = await submitJob(page, {
        FunctionName: 'Cover',
        files: [join(hostileDir, name)],
        JobParams: { Count: 1 },
      });
      const job = await waitForJob(page, jobId, 3 * MAX_SECONDS * 1000);
      expect.soft(OUR_FAULT, `${name}: ${job.Message}`).not.toContain(job.Code);
      await page.evaluate((JobId) => window.cutroom.deleteIProductionJob({ JobId }), jobId);
    }
    await expect.poll(() => filesOnDisk(page)).toEqual([]);
  });

test('a parameter out of range is refused at submit with its name, value and range', async ({ studio }) => {
  const refusal = await studio.page.evaluate(async () => {
    const Input = new File(['x'], 'x.mp4');
    return window.cutroom
      .submitIProductionJob({ FunctionName: 'Cover', Input, JobParams: { Count: 99 } })
      .then(
        () => null,
        ({ code, details }) => ({ code, details }),
      );
  });
  expect(refusal).toEqual({
    code: 'invalid-params',
    details: { field: 'Count', value: '99', range: '1..10' },
  });
});
