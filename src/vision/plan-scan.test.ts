import { expect, test } from 'vitest';
import { planScan, type ScanInput } from './plan-scan';

const clip = (changes: Partial<ScanInput>): ScanInput => ({
  durationSeconds: 10,
  frameRate: 25,
  widthPx: 1280,
  heightPx: 720,
  keyframeTimes: [0, 5],
  ...changes,
});
const everySeconds = (step: number, duration: number) =>
  Array.from({ length: Math.floor(duration / step) }, (_, i) => i * step);

test('a short clip is looked through whole, one second of it frame by frame', () => {
  expect(planScan(clip({}))).toEqual({ kind: 'stream', stepSeconds: 0.2 });
  expect(planScan(clip({ durationSeconds: 1 }))).toEqual({ kind: 'stream', stepSeconds: 0.025 });
});

test('ten minutes of 1080p cost a bounded number of keyframes', () => {
  const plan = planScan(
    clip({ durationSeconds: 600, widthPx: 1920, heightPx: 1080, keyframeTimes: everySeconds(2, 600) }),
  );
  expect(plan.kind === 'sparse' && plan.timesSeconds.length).toBe(120);
  expect(plan.kind === 'sparse' && plan.timesSeconds.every((time) => time % 2 === 0)).toBe(true);
});

test('rare keyframes are filled up with times between them', () => {
  const plan = planScan(clip({ durationSeconds: 1200, keyframeTimes: everySeconds(300, 1200) }));
  const times = plan.kind === 'sparse' ? plan.timesSeconds : [];
  expect(times.length).toBeGreaterThanOrEqual(36);
  expect(times.length).toBeLessThanOrEqual(44);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a large picture is looked through whole only when it is very short', () => {
  const plan = planScan(clip({ durationSeconds: 20, widthPx: 3840, heightPx: 2160 }));
  expect(plan.kind).toBe('sparse');
});
