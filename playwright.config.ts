import { defineConfig } from '@playwright/test';

/** A cover of the small clips takes seconds; the slowest tests (a dead worker, a full disk) wait for time-outs. */
const TEST_TIMEOUT_MS = 240_000;

export default defineConfig({
  testDir: 'e2e',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: 15_000 },
  // Every test decodes video: more at a time would only make them wait for each other.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  outputDir: 'test-results',
  reporter: 'list',
});
