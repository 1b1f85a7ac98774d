import type { BatchJob, JobReport } from '../bench-suite';
import type { FoundSegment } from './score-slides';

export const splitJob = (
  name: string,
  path: string,
  params: Readonly<Record<string, unknown>> = {},
): BatchJob => ({
  Name: name,
  FunctionName: 'VideoSplit',
  Input: { source: [path] },
  JobParams: params,
});

/** Segments of a finished job; none of a failed one. */
export const segmentsOf = (report: JobReport): readonly FoundSegment[] =>
  (report.Result as { segments?: readonly FoundSegment[] } | null)?.segments ?? [];

export const startsOf = (report: JobReport): number[] =>
  segmentsOf(report)
    .slice(1)
    .map(({ start }) => start);
