/**
 * Counts of a Vitest JSON report. A file that could not even be loaded holds no tests: it counts as one failure.
 * @returns {{ passed: number, failed: number }}
 */
export const countVitest = (report) => {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
};

/**
 * Counts of a Playwright JSON report; errors outside any test (a spec that does not load) are failures too.
 * @returns {{ passed: number, failed: number }}
 */
export const countPlaywright = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
});
