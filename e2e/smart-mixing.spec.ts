import { writeFile } from 'node:fs/promises';
import type { Page, TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { drumLoop, wavOf } from './sounds';
import { expect, mediaFile, test } from './studio';

interface MixResult {
  readonly tracks: readonly { readonly role: string; readonly lufs: number; readonly gainDb: number }[];
  readonly mix: Readonly<Record<'lufs' | 'truePeakDb' | 'lra' | 'duckedSeconds', number>>;
}

const RATE = { sampleRateHz: 44_100 };

/** A chord that holds. */
const chord = (seconds: number): Float32Array =>
  Float32Array.from({ length: seconds * RATE.sampleRateHz }, (_, n) => {
    const time = n / RATE.sampleRateHz;
    return [220, 277, 330].reduce((sum, hz) => sum + 0.1 * Math.sin(2 * Math.PI * hz * time), 0);
  });

const written = async (info: TestInfo, name: string, bytes: Buffer): Promise<string> => {
  const path = info.outputPath(name);
  await writeFile(path, bytes);
  return path;
};

const makeTracks = async (info: TestInfo): Promise<string[]> => [
  await written(info, 'drums.wav', wavOf(drumLoop({ bpm: 120, seconds: 12, ...RATE }), RATE)),
  await written(info, 'chord.wav', wavOf(chord(8), RATE)),
];

/** What the browser's own decoder makes of a file. */
const decodeInPage = async (page: Page, path: string) => {
  const { readFile } = await import('node:fs/promises');
  const base64 = (await readFile(path)).toString('base64');
  return page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const buffer = await new OfflineAudioContext(2, 48_000, 48_000).decodeAudioData(bytes.buffer);
    const samples = buffer.getChannelData(0);
    let peak = 0;
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    return { seconds: buffer.duration, channels: buffer.numberOfChannels, peak };
  }, base64);
};

test('two dropped tracks become a mix at its loudness, with lanes to play and faders to export', async ({
  studio,
}, info) => {
  const { page, url } = studio;
  await dropFiles(page, await makeTracks(info));
  await page.getByRole('link', { name: 'Smart mixing' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success', FunctionName: 'AudioMixing' });
  const result = JSON.parse(job.Result) as MixResult;
  expect(Math.abs(result.mix.lufs + 16)).toBeLessThanOrEqual(0.3);
  expect(result.mix.truePeakDb).toBeLessThanOrEqual(-1);
  expect(result.tracks).toHaveLength(2);

  await page.goto(`${url}#/jobs/${job.JobId}`);
  const fader = page.getByRole('slider', { name: 'Level of chord.wav' });
  await expect(fader).toBeVisible();
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await expect(page.getByText(/^0:0[1-9] \/ 0:12$/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  const { path } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download drums.mix.wav' }).last().click(),
  );
  const heard = await decodeInPage(page, path);
  expect(heard.channels).toBe(2);
  expect(Math.abs(heard.seconds - 12)).toBeLessThan(0.01);
  expect(heard.peak).toBeGreaterThan(0.1);

  await fader.fill('-6');
  await page.getByRole('button', { name: 'Export with changes' }).click();
  const again = await waitForJob(page);
  expect(again.JobId).not.toBe(job.JobId);
  const edited = JSON.parse(again.Result) as MixResult;
  expect(edited.tracks[1]!.gainDb).toBeCloseTo(result.tracks[1]!.gainDb - 6, 1);
  expect(Math.abs(edited.mix.lufs + 16)).toBeLessThanOrEqual(0.3);
});

test('every audio format and the video come out and decode', async ({ studio }, info) => {
  const { page } = studio;
  const [drums] = await makeTracks(info);
  const files = [mediaFile('tone.m4a'), drums!];
  for (const Format of ['mp3', 'm4a', 'opus', 'flac']) {
    const jobId = await submitJob(page, { FunctionName: 'AudioMixing', files, JobParams: { Format } });
    const job = await waitForJob(page, jobId);
    expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
    const result = JSON.parse(job.Result) as MixResult;
    expect(result.mix.truePeakDb, Format).toBeLessThanOrEqual(-1);
    expect(Math.abs(result.mix.lufs + 16), Format).toBeLessThanOrEqual(0.3);
  }
});

test('a file without sound stops the job with the file named', async ({ studio }, info) => {
  const { page } = studio;
  const broken = await written(info, 'broken.mp3', Buffer.from('this is no sound at all, and never was one'));
  const [drums] = await makeTracks(info);
  const jobId = await submitJob(page, {
    FunctionName: 'AudioMixing',
    files: [drums!, broken],
    JobParams: {},
  });
  const job = await waitForJob(page, jobId);
  expect(job.Status).toBe('Fail');
  expect(['unsupported-input', 'decode-failed', 'input-unreadable']).toContain(job.Code);
  expect(job.Message).toContain('broken.mp3');
});
