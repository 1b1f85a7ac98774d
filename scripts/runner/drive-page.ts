import type { Page } from 'playwright';
import type { BatchJob } from '../../bench/bench-suite';
import type { JobInfo, OutputFileInfo } from '../../src/api/job-api-shapes';
import type {} from '../../src/api/window-api';
import type { Backend } from './parse-arguments';

/** What the page says about one job, as plain data. */
export type PageJob = Omit<JobInfo, 'OutputFiles'> & {
  readonly OutputFiles: readonly Omit<OutputFileInfo, 'Role'>[];
};

const inputId = (slot: string): string => `cutroom-runner-${slot}`;

/** One hidden file input per slot; the browser opens local paths itself, so no byte passes through this process. */
const giveFiles = async (page: Page, slot: string, paths: readonly string[]): Promise<void> => {
  await page.evaluate((id) => {
    document.getElementById(id)?.remove();
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, hidden: true, id });
    document.body.append(input);
  }, inputId(slot));
  await page.locator(`#${inputId(slot)}`).setInputFiles([...paths]);
};

export const waitForStudio = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.waitForFunction(() => window.cutroom !== undefined && crossOriginIsolated);
};

/** Submits through the public API. Returns the job's id, or the refusal's code and message. */
export const submitJob = async (page: Page, job: BatchJob, backend: Backend) => {
  const slots = Object.keys(job.Input);
  for (const slot of slots) await giveFiles(page, slot, job.Input[slot] ?? []);
  return page.evaluate(
    async ({ request, slotInputs }) => {
      const filesOf = (id: string) => [...((document.getElementById(id) as HTMLInputElement).files ?? [])];
      const Input = Object.fromEntries(slotInputs.map(([slot, id]) => [slot, filesOf(id)]));
      try {
        const { JobId } = await window.cutroom.submitIProductionJob({ ...request, Input });
        return { JobId };
      } catch (error) {
        const { code, message } = error as { code?: string; message?: string };
        return { Code: code ?? 'internal', Message: message ?? String(error) };
      }
    },
    {
      request: {
        Name: job.Name,
        FunctionName: job.FunctionName,
        JobParams: { ...job.JobParams },
        Backend: backend,
      },
      slotInputs: slots.map((slot) => [slot, inputId(slot)] as const),
    },
  );
};

export const queryJob = (page: Page, jobId: string): Promise<PageJob> =>
  page.evaluate(async (JobId) => {
    const job = await window.cutroom.queryIProductionJob({ JobId });
    const OutputFiles = job.OutputFiles.map(({ Name, Size, MimeType }) => ({ Name, Size, MimeType }));
    return { ...job, OutputFiles };
  }, jobId);

export const cancelJob = (page: Page, jobId: string): Promise<unknown> =>
  page.evaluate(async (JobId) => void (await window.cutroom.cancelIProductionJob({ JobId })), jobId);

/** An address for one output, under which other tabs of the same place can read it too. */
export const shareOutput = (page: Page, jobId: string, index: number) =>
  page.evaluate(
    async ({ JobId, at }) => {
      const file = (await window.cutroom.queryIProductionJob({ JobId })).OutputFiles[at];
      if (!file) throw new Error(`No output ${at}`);
      return { url: URL.createObjectURL(await file.Blob()), name: file.Name };
    },
    { JobId: jobId, at: index },
  );

/** The files are with us now; the page's copy would only fill the disk. */
export const removeJob = (page: Page, jobId: string): Promise<unknown> =>
  page.evaluate(async (JobId) => void (await window.cutroom.deleteIProductionJob({ JobId })), jobId);
