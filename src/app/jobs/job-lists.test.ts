import { describe, expect, test } from 'vitest';
import type { Job, JobState } from '../../jobs/job';
import { sortJobs } from './sort-jobs';
import { totalProgress } from './total-progress';
import { withPicked } from './with-picked';
import { toPickedFile } from '../intake/picked-file';

const job = (id: string, state: JobState, part: Partial<Job> = {}): Job => ({
  id,
  functionName: 'Cover',
  inputs: {},
  params: {},
  backend: 'auto',
  priority: 6,
  name: id,
  userData: '',
  clientToken: '',
  outputTemplate: '',
  ownerTab: 'tab',
  createdAtMs: 0,
  queuedAtMs: 0,
  startedAtMs: null,
  endedAtMs: null,
  usedBackend: '',
  log: [],
  state,
  ...part,
});

const running = (overall: number): JobState => ({
  status: 'running',
  stage: 'scan',
  overall,
  etaSeconds: null,
});
const queued: JobState = { status: 'queued' };
const done: JobState = { status: 'done', outputs: [], result: null };

describe('the job list', () => {
  test('what works comes first, then the queue as it will run, then what ended, newest first', () => {
    const jobs = [
      job('old', done, { endedAtMs: 1 }),
      job('later', queued, { queuedAtMs: 5 }),
      job('urgent', queued, { priority: 1, queuedAtMs: 9 }),
      job('new', done, { endedAtMs: 2 }),
      job('now', running(0.5)),
    ];
    expect(sortJobs(jobs).map(({ id }) => id)).toEqual(['now', 'urgent', 'later', 'new', 'old']);
  });

  test('total progress counts the batch under way and forgets what ended before it', () => {
    const jobs = [
      job('yesterday', done, { createdAtMs: 1, endedAtMs: 2 }),
      job('first', done, { createdAtMs: 10, endedAtMs: 20 }),
      job('second', running(0.5), { createdAtMs: 10 }),
      job('third', queued, { createdAtMs: 10 }),
    ];
    expect(totalProgress(jobs)).toEqual({ done: 1, all: 3, overall: 0.5 });
    expect(totalProgress(jobs.slice(0, 2))).toBeNull();
  });
});

test('a file chosen again takes the place of the input with its name and size, and no other', () => {
  const missing = { name: 'a.mp4', size: 3, type: '', lastModifiedMs: 0, file: null, handle: null };
  const right = toPickedFile(new File(['abc'], 'a.mp4'))!;
  const wrong = toPickedFile(new File(['abcd'], 'a.mp4'))!;
  expect(withPicked({ source: [missing] }, [wrong])['source']?.[0]?.file).toBeNull();
  expect(withPicked({ source: [missing] }, [right])['source']?.[0]?.file).toBe(right.file);
});
