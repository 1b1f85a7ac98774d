import { readFile, writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { createNoise, drumBeats, drumLoop, wavOf } from './sounds';
import { expect, mediaFile, test } from './studio';

interface BeatResult {
  readonly BeatList: readonly number[];
  readonly DownBeatList: readonly number[];
  readonly Bpm: number;
  readonly Meter: number;
  readonly Levels: readonly { readonly name: string; readonly times: readonly number[] }[];
  readonly Method: string;
  readonly reason: string | null;
}

const NEAR_SECONDS = 0.035;
const LOOP = { bpm: 120, seconds: 24, sampleRateHz: 44_100 } as const;

const written = async (info: TestInfo, name: string, bytes: Buffer): Promise<string> => {
  const path = info.outputPath(name);
  await writeFile(path, bytes);
  return path;
};

const findBeats = async (page: Page, path: string, params: Readonly<Record<string, unknown>> = {}) => {
  const jobId = await submitJob(page, {
    FunctionName: 'AudioBeatDetection',
    files: [path],
    JobParams: { ClickTrack: false, ...params },
  });
  const job = await waitForJob(page, jobId);
  return { job, result: (job.Result ? JSON.parse(job.Result) : null) as BeatResult | null };
};

/** Beats of the loop that are not among those found. */
const missed = (found: readonly number[], wanted: readonly number[]): number =>
  wanted.filter((time) => !found.some((other) => Math.abs(other - time) <= NEAR_SECONDS)).length;

const expectLoop = (result: BeatResult | null): void => {
  expect(result?.reason).toBeNull();
  expect(missed(result!.BeatList, drumBeats(LOOP))).toBeLessThanOrEqual(2);
  expect(Math.abs(result!.Bpm - LOOP.bpm)).toBeLessThan(1.5);
};

test('a dropped song gives beats on the page, plays with clicks, and its files download and open', async ({
  studio,
}, info) => {
  const { page, url } = studio;
  const song = await written(info, 'loop.wav', wavOf(drumLoop(LOOP), LOOP));
  await dropFiles(page, [song]);
  await page.getByRole('link', { name: 'Beat detection' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  const result = JSON.parse(job.Result) as BeatResult;
  expectLoop(result);
  expect(result.Method).toBe('network');
  expect(result.Meter).toBe(4);
  expect(result.DownBeatList.every((time) => result.BeatList.includes(time))).toBe(true);

  await page.goto(`${url}#/jobs/${job.JobId}`);
  await expect(page.getByText(/^1(19|20|21)\.\d BPM$/)).toBeVisible();
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^0:0[1-9]\.\d{3} \/ 0:24$/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  const download = (name: string) =>
    downloadBy(page, () =>
      page
        .getByRole('button', { name: `Download ${name}` })
        .last()
        .click(),
    );
  const json = JSON.parse(await readFile((await download('loop.beats.json')).path, 'utf8')) as BeatResult;
  expect(json.BeatList).toEqual(result.BeatList);
  const rows = (await readFile((await download('loop.beats.csv')).path, 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(result.BeatList.length + 1);
  const xml = await readFile((await download('loop.markers.fcpxml')).path, 'utf8');
  expect(xml.match(/<marker /g)).toHaveLength(result.BeatList.length);
  // The click track is a sound of the same length, and it has its beats where the song has them.
  const clicks = await download('loop.clicks.wav');
  const again = await findBeats(page, clicks.path);
  expectLoop(again.result);
});

test('double tempo and a later bar start are new jobs with twice the beats and other downbeats', async ({
  studio,
}, info) => {
  const { page, url } = studio;
  const song = await written(info, 'loop.wav', wavOf(drumLoop(LOOP), LOOP));
  const first = await findBeats(page, song);
  expectLoop(first.result);
  await page.goto(`${url}#/jobs/${first.job.JobId}`);
  await page.getByRole('button', { name: 'Double tempo' }).click();
  await expect(page.getByText(/^2(39|40|41)\.\d BPM$/)).toBeVisible({ timeout: 60_000 });
  const later = await findBeats(page, song, { Shift: 1 });
  expect(later.result!.BeatList).toEqual(first.result!.BeatList);
  expect(later.result!.DownBeatList.some((time) => first.result!.DownBeatList.includes(time))).toBe(false);
});

const silence = new Float32Array(44_100 * 6);
const noise = (() => {
  const next = createNoise(7);
  return Float32Array.from({ length: 44_100 * 12 }, () => 0.2 * next());
})();

const beatless: readonly [string, Float32Array, string][] = [
  ['silence', silence, 'silence'],
  ['noise', noise, 'no-beat'],
  ['a clip of two seconds', drumLoop({ ...LOOP, seconds: 2 }), 'too-short'],
];

for (const [what, signal, reason] of beatless)
  test(`${what} has no beats, and the page says why`, async ({ studio }, info) => {
    const { page, url } = studio;
    const path = await written(info, 'sound.wav', wavOf(signal, { sampleRateHz: 44_100 }));
    const { job, result } = await findBeats(page, path, { ClickTrack: true });
    expect(job.Status).toBe('Success');
    expect(result).toMatchObject({ BeatList: [], DownBeatList: [], Bpm: 0, reason });
    expect(job.OutputFiles.filter(({ MimeType }) => MimeType === 'audio/wav')).toEqual([]);
    await page.goto(`${url}#/jobs/${job.JobId}`);
    await expect(page.getByText(/silent|No steady beat|too short/).first()).toBeVisible();
  });

const shapes: readonly [string, { sampleRateHz: number; channels?: number; offset?: number }][] = [
  ['8 kHz mono', { sampleRateHz: 8000 }],
  ['192 kHz', { sampleRateHz: 192_000 }],
  ['six channels', { sampleRateHz: 48_000, channels: 6 }],
  ['a constant offset', { sampleRateHz: 44_100, offset: 0.2 }],
];

for (const [what, options] of shapes)
  test(`beats are found in ${what}`, async ({ studio }, info) => {
    const signal = drumLoop({ ...LOOP, sampleRateHz: options.sampleRateHz });
    const path = await written(info, 'sound.wav', wavOf(signal, options));
    const { job, result } = await findBeats(studio.page, path, { ClickTrack: true });
    expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
    expectLoop(result);
  });

test('a video without sound and a damaged MP3 are refused with a code', async ({ studio }, info) => {
  const { page } = studio;
  const mute = await findBeats(page, mediaFile('one-frame.mp4'));
  expect(mute.job).toMatchObject({ Status: 'Fail', Code: 'no-audio-track' });
  const next = createNoise(3);
  const bytes = Buffer.from(Array.from({ length: 60_000 }, () => Math.floor(128 + 127 * next())));
  bytes.write('ID3', 0, 'ascii');
  const damaged = await findBeats(page, await written(info, 'damaged.mp3', bytes));
  expect(damaged.job.Status).toBe('Fail');
  expect(['unsupported-input', 'input-unreadable', 'decode-failed', 'no-audio-track']).toContain(
    damaged.job.Code,
  );
});
