import type { JobReport } from './bench-suite';

/** The report of a job that a figure stands on. Throws with the job's own words when it did not succeed. */
export const requireSuccess = (report: JobReport | undefined): JobReport => {
  if (!report) throw new Error('A job left no report');
  if (report.Status !== 'Success') throw new Error(`${report.Name}: ${report.Code} ${report.Message}`);
  return report;
};
