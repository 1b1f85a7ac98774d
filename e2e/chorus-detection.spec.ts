import { writeFile } from 'node:fs/promises';
import type { TestInfo } from '@playwright/test';
import { downloadBy, dropFiles, submitJob, waitForJob } from './jobs';
import { createNoise, wavOf } from './sounds';
import { expect, test } from './studio';

const RATE = { sampleRateHz: 22_050 };
const SECONDS_PER_BEAT = 0.5;
const SECTION_BEATS = 32;
const ROOTS: Readonly<Record<string, readonly number[]>> = {
  A: [220, 262, 330, 392],
  B: [294, 370, 440, 587],
  C: [196, 247, 311, 415],
};

interface Section {
  readonly start: number;
  readonly end: number;
  readonly title: string;
}

/** A song of letters, 16 s each; B is louder and brighter. */
const song = (form: string): Float32Array => {
  let noise = 1;
  const length = form.length * SECTION_BEATS * SECONDS_PER_BEAT * RATE.sampleRateHz;
  return Float32Array.from({ length }, (_, n) => {
    const time = n / RATE.sampleRateHz;
    const beat = time / SECONDS_PER_BEAT;
    const letter = form[Math.floor(beat / SECTION_BEATS)]!;
    const phase = 2 * Math.PI * ROOTS[letter]![Math.floor(beat / 4) % 4]! * time;
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    const chord = Math.sin(phase) + Math.sin(phase * 1.26) + Math.sin(phase * 1.5);
    const bright = letter === 'B' ? Math.sin(phase * 8) + Math.sin(phase * 12) : 0;
    return (
      (letter === 'B' ? 0.14 : 0.07) * (chord + bright + 1.5 * Math.exp(-12 * (beat % 1)) * (noise / 2 ** 31))
    );
  });
};

const written = async (info: TestInfo, name: string, samples: Float32Array): Promise<string> => {
  const path = info.outputPath(name);
  await writeFile(path, wavOf(samples, RATE));
  return path;
};

test('a dropped song shows its choruses, plays one, and the highlight downloads and opens', async ({
  studio,
}, info) => {
  const { page, url } = studio;
  await dropFiles(page, [await written(info, 'song.wav', song('ABABCB'))]);
  await page.getByRole('link', { name: 'Chorus detection' }).first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const job = await waitForJob(page);
  expect(job, job.Log.slice(-5).join('\n')).toMatchObject({ Status: 'Success' });
  const choruses = JSON.parse(job.Result) as readonly Section[];
  expect(choruses.map(({ title }) => title)).toEqual(['Chorus', 'Chorus', 'Chorus']);
  choruses.forEach(({ start, end }, i) => {
    expect(Math.abs(start - [16, 48, 80][i]!)).toBeLessThan(3);
    expect(Math.abs(end - [32, 64, 96][i]!)).toBeLessThan(3);
  });

  await page.goto(`${url}#/jobs/${job.JobId}`);
  await expect(page.getByRole('slider', { name: /^Start of Chorus/ })).toHaveCount(3);
  await page
    .getByRole('button', { name: /^Play Chorus at/ })
    .last()
    .click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0))
    .toBeGreaterThan(70);
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

  const { path } = await downloadBy(page, () =>
    page.getByRole('button', { name: 'Download song.highlight.mp3' }).last().click(),
  );
  const { readFile } = await import('node:fs/promises');
  const base64 = (await readFile(path)).toString('base64');
  const seconds = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return (await new OfflineAudioContext(2, 48_000, 48_000).decodeAudioData(bytes.buffer)).duration;
  }, base64);
  expect(Math.abs(seconds - 15)).toBeLessThan(0.15);
});

test('all sections cover the song, edits and exports are carried out', async ({ studio }, info) => {
  const { page } = studio;
  const files = [await written(info, 'song.wav', song('ABABCB'))];
  const all = await waitForJob(
    page,
    await submitJob(page, { FunctionName: 'MusicSegmentDetect', files, JobParams: { Sections: 'all' } }),
  );
  const sections = JSON.parse(all.Result) as readonly Section[];
  expect(sections[0]!.start).toBe(0);
  expect(Math.abs(sections.at(-1)!.end - 96)).toBeLessThan(0.5);
  const JobParams = {
    Edited: [{ start: 10, end: 20, title: 'Chorus' }],
    Export: [{ start: 10, end: 20 }],
    Highlights: 0,
    Format: 'wav',
  };
  const edited = await waitForJob(
    page,
    await submitJob(page, { FunctionName: 'MusicSegmentDetect', files, JobParams }),
  );
  expect(JSON.parse(edited.Result)).toMatchObject([{ start: 10, end: 20, title: 'Chorus' }]);
  const clip = edited.OutputFiles.find(({ Name }) => Name === 'song.section-1-0m10s.wav');
  expect(clip?.Size).toBe(44 + 10 * 48_000 * 2);
});

test('noise has no chorus, and the page says why', async ({ studio }, info) => {
  const { page, url } = studio;
  const random = createNoise(5);
  const noise = Float32Array.from({ length: 30 * RATE.sampleRateHz }, () => 0.2 * random());
  const files = [await written(info, 'noise.wav', noise)];
  const job = await waitForJob(
    page,
    await submitJob(page, { FunctionName: 'MusicSegmentDetect', files, JobParams: {} }),
  );
  expect(job.Status).toBe('Success');
  expect(JSON.parse(job.Result)).toEqual([]);
  await page.goto(`${url}#/jobs/${job.JobId}`);
  await expect(page.getByText('No part comes back clearly enough to be a chorus.')).toBeVisible();
});
