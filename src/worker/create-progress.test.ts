import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from './create-progress';

const stages = [
  { id: 'scan', weight: 0.5 },
  { id: 'render', weight: 0.5 },
];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const record = () => {
  const sent: { readonly stage: string; readonly overall: number; readonly atMs: number }[] = [];
  const startMs = Date.now();
  const progress = createProgress(stages, (stage, overall) =>
    sent.push({ stage, overall, atMs: Date.now() - startMs }),
  );
  return { sent, progress };
};

test('progress crosses at most ten times a second and never falls', () => {
  const { sent, progress } = record();
  for (let step = 0; step < 1000; step++) {
    // Every third report is behind the others, as parallel decoders report.
    progress.report('scan', step % 3 === 0 ? 0 : step / 1000);
    vi.advanceTimersByTime(1);
  }
  expect(sent.length).toBeGreaterThan(8);
  const gapsMs = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0));
  expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(100);
  const overall = sent.map((event) => event.overall);
  expect(overall).toEqual(overall.toSorted((a, b) => a - b));
});

test('what was held back arrives by itself, and the end sends the last state', () => {
  const { sent, progress } = record();
  progress.report('scan', 0.1);
  progress.report('scan', 0.4);
  vi.advanceTimersByTime(100);
  expect(sent.map(({ overall }) => overall)).toEqual([0.05, 0.2]);
  progress.report('render', 0.5);
  progress.end();
  progress.report('render', 1);
  vi.advanceTimersByTime(1000);
  expect(sent.at(-1)).toMatchObject({ stage: 'render', overall: 0.75 });
  expect(sent).toHaveLength(3);
});

test('a stage that is not in the definition, or a fraction that is no number, moves nothing', () => {
  const { sent, progress } = record();
  progress.report('scan', Number.NaN);
  progress.report('nowhere', 1);
  progress.end();
  expect(sent.map(({ overall }) => overall)).toEqual([0, 0]);
});
