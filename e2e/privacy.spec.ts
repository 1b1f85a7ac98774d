import { submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

test('no request leaves the origin during whole jobs on both engines', async ({ studio }) => {
  const { page } = studio;
  for (const name of ['three-shots.mp4', 'mpeg4.avi']) {
    await submitJob(page, { FunctionName: 'Cover', files: [mediaFile(name)] });
    expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
  }
  expect(studio.foreignRequests).toEqual([]);
  expect(studio.pageErrors).toEqual([]);
});

const tryToSend = async (): Promise<string> => {
  const blocked: string[] = [];
  addEventListener('securitypolicyviolation', (event) => {
    blocked.push((event as SecurityPolicyViolationEvent).effectiveDirective);
  });
  await fetch('https://example.com/').catch(() => undefined);
  await new Promise((done) => setTimeout(done, 50));
  return [...new Set(blocked)].join();
};

test('the content security policy stops the page and its worker from sending anything elsewhere', async ({
  studio,
}) => {
  const { page } = studio;
  await submitJob(page, { FunctionName: 'Cover', files: [mediaFile('one-frame.mp4')] });
  await waitForJob(page);
  expect(await page.evaluate(tryToSend)).toBe('connect-src');
  const worker = page.workers().find((candidate) => candidate.url().includes('media.worker'));
  expect(await worker?.evaluate(tryToSend)).toBe('connect-src');
  // What the browser reported is what this test provoked.
  expect(studio.pageErrors.length).toBeGreaterThan(0);
  studio.pageErrors.splice(0);
  expect(studio.foreignRequests.every((url) => url === 'https://example.com/')).toBe(true);
});

test('a host that sets no headers is covered by the policy in the page', async ({ openWith }) => {
  const { page } = await openWith({ headers: {} });
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("connect-src 'self' blob: data:");
  expect(policy).not.toMatch(/https?:|\*/);
});
