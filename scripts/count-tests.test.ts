import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './count-tests.mjs';

test('a test file that does not load counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  const report = { numPassedTests: 5, numFailedTests: 1, testResults };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 2 });
});

test('errors outside end-to-end tests count as failures', () => {
  const stats = { expected: 4, flaky: 0, unexpected: 1, skipped: 0 };
  expect(countPlaywright({ stats, errors: [{ message: 'no such file' }] })).toEqual({ passed: 4, failed: 2 });
});
