import { constants } from 'node:fs';
import { access, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright';
import type { BatchJob, JobReport } from '../../bench/bench-suite';
import { securityHeaders } from '../security-headers.mjs';
import { serveFolder } from '../static-server.mjs';
import { cancelJob, queryJob, removeJob, submitJob, waitForStudio, type PageJob } from './drive-page';
import { launchBrowser } from './launch-browser';
import { createOutputSaver } from './output-saver';
import type { Backend } from './parse-arguments';
import { startMemorySampler } from './sample-memory';

const POLL_EVERY_MS = 150;
const FINAL = new Set(['Success', 'Fail', 'Cancelled']);

export interface RunnerOptions {
  /** The built app. */
  readonly dist: string;
  readonly outDir: string;
  readonly backend: Backend;
  /** A job that takes longer is cancelled. */
  readonly timeoutSeconds: number;
  /** One line for a person; never on stdout. */
  say(message: string): void;
}

export interface Runner {
  /** Runs one job to its final state and leaves outputs and `job.json` in `outDir/<Name>`. Rejects when the page dies. */
  runJob(job: BatchJob): Promise<JobReport>;
  close(): Promise<void>;
}

type Ended = Omit<JobReport, 'Name' | 'FunctionName' | 'WallSeconds' | 'PeakMemoryMB' | 'folder'>;

const failed = (Code: string, Message: string): Ended => ({
  Status: 'Fail',
  Code,
  Message,
  Result: null,
  OutputFiles: [],
  Backend: '',
  Log: [],
});

const unreadableInput = async (job: BatchJob): Promise<string | null> => {
  for (const path of Object.values(job.Input).flat()) {
    const readable = await access(path, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (!readable) return path;
  }
  return null;
};

const moveFile = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to);
  } catch {
    // Another disk.
    await copyFile(from, to);
    await rm(from);
  }
};

const parseResult = (text: string): unknown => (text === '' ? null : (JSON.parse(text) as unknown));

const toEnded = (job: PageJob): Ended => ({
  Status: job.Status as JobReport['Status'],
  Code: job.Code,
  Message: job.Message,
  Result: parseResult(job.Result),
  OutputFiles: job.OutputFiles,
  Backend: job.Backend,
  Log: job.Log,
});

const createFollower = (page: Page, { timeoutSeconds, say }: RunnerOptions) => {
  const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

  /** Polls to the final state, telling about progress. */
  return async (jobId: string, name: string): Promise<PageJob> => {
    const deadlineMs = Date.now() + timeoutSeconds * 1000;
    let told = '';
    let cancelled = false;
    for (;;) {
      const job = await queryJob(page, jobId);
      if (FINAL.has(job.Status)) return job;
      const news = `${job.Stage} ${Math.floor(job.Progress / 10) * 10}%`;
      if (news !== told) say(`[${name}] ${(told = news)}`);
      if (Date.now() > deadlineMs && !cancelled) {
        cancelled = true;
        await cancelJob(page, jobId);
      }
      await sleep(POLL_EVERY_MS);
    }
  };
};

/** Serves the built app, opens it once in headless Chromium, and drives its public API. */
export const openRunner = async (options: RunnerOptions): Promise<Runner> => {
  const { outDir, backend, say } = options;
  await mkdir(outDir, { recursive: true });
  const downloadsDir = await mkdtemp(join(outDir, '.downloads-'));
  const server = await serveFolder({ root: options.dist, headers: securityHeaders });
  const browser = await launchBrowser({ downloadsDir });
  const memory = startMemorySampler(browser.profileDir);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const crash = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(new Error('The page crashed')));
  });
  crash.catch(() => undefined);
  const follow = createFollower(page, options);

  const close = async () => {
    memory.stop();
    await browser.close();
    await server.close();
    await rm(downloadsDir, { recursive: true, force: true });
  };

  const saveOutputs = async (jobId: string, job: PageJob, folder: string): Promise<void> => {
    const saver = createOutputSaver(browser.context, page, new URL('licences.json', server.url).href);
    try {
      for (const [index, { Name }] of job.OutputFiles.entries())
        await moveFile(await saver.save(jobId, index), join(folder, basename(Name)));
    } finally {
      await saver.close();
    }
  };

  const attempt = async (job: BatchJob, folder: string) => {
    const missing = await unreadableInput(job);
    if (missing)
      return { ended: failed('input-unreadable', `No readable file at ${missing}`), WallSeconds: 0 };
    const submitted = await submitJob(page, job, backend);
    if (!('JobId' in submitted)) return { ended: failed(submitted.Code, submitted.Message), WallSeconds: 0 };
    const final = await follow(submitted.JobId, job.Name);
    const WallSeconds = (Date.parse(final.FinishTime) - Date.parse(final.CreateTime)) / 1000;
    await saveOutputs(submitted.JobId, final, folder);
    await removeJob(page, submitted.JobId);
    return { ended: toEnded(final), WallSeconds };
  };

  const runJob = async (job: BatchJob): Promise<JobReport> => {
    const { Name, FunctionName } = job;
    const folder = join(outDir, Name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    memory.reset();
    const { ended, WallSeconds } = await Promise.race([attempt(job, folder), crash]);
    const PeakMemoryMB = await memory.takePeakMb();
    const report = { Name, FunctionName, ...ended, WallSeconds, PeakMemoryMB };
    await writeFile(join(folder, 'job.json'), `${JSON.stringify(report, null, 2)}\n`);
    say(`[${Name}] ${report.Status}${report.Code ? ` (${report.Code})` : ''} in ${WallSeconds.toFixed(1)} s`);
    return { ...report, folder };
  };

  try {
    await waitForStudio(page, server.url);
  } catch (error) {
    await close();
    throw error;
  }
  return { runJob, close };
};
