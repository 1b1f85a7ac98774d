import { filesOnDisk, submitJob, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

const cover = { FunctionName: 'Cover', files: [mediaFile('three-shots.mp4')], JobParams: { Count: 1 } };

for (const backend of ['wasm', 'wasm-threads'] as const)
  test(`a cover is made when networks are forced onto ${backend}`, async ({ studio }) => {
    await submitJob(studio.page, { ...cover, Backend: backend });
    expect(await waitForJob(studio.page)).toMatchObject({ Status: 'Success', Backend: backend });
  });

test('forcing the graphics processor either uses it or says that it cannot be used', async ({ studio }) => {
  const tiny = { ...cover, files: [mediaFile('one-frame.mp4')], Backend: 'webgpu' as const };
  await submitJob(studio.page, tiny);
  const { Status, Code, Backend } = await waitForJob(studio.page, undefined, 110_000);
  if (Status === 'Success') expect(Backend).toBe('webgpu');
  else expect(Code).toBe('model-load-failed');
});

test('without shared memory one thread does', async ({ openWith }) => {
  const { page } = await openWith({
    workerPrelude:
      "Object.defineProperty(self, 'crossOriginIsolated', { value: false }); delete self.SharedArrayBuffer",
  });
  await submitJob(page, cover);
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success', Backend: 'wasm' });
});

test('without WebCodecs the universal engine reads the video', async ({ openWith }) => {
  const { page } = await openWith({ workerPrelude: 'delete self.VideoDecoder; delete self.VideoEncoder' });
  await submitJob(page, cover);
  const job = await waitForJob(page);
  // Every path ends the same way: a picture, or a code that names the missing codec.
  if (job.Status !== 'Success') expect(['unsupported-input', 'decode-failed']).toContain(job.Code);
});

test('without the private disk area small results are kept in memory', async ({ openWith }) => {
  const { page } = await openWith({
    workerPrelude:
      "StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('off', 'SecurityError'))",
  });
  await submitJob(page, cover);
  expect(await waitForJob(page)).toMatchObject({ Status: 'Success' });
  expect(await filesOnDisk(page)).toEqual([]);
});
