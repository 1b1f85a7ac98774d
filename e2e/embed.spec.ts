import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serveFolder } from '../scripts/static-server.mjs';
import { expect, mediaFile, test } from './studio';

/** A page of another origin with the studio in a frame and a small RPC client. */
const hostPage = (studioUrl: string): string => `<!doctype html><title>Host</title>
<iframe id="studio" src="${studioUrl}" width="900" height="600"></iframe>
<script type="module">
  const frame = document.getElementById('studio');
  const waiting = new Map();
  window.events = [];
  addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow || data?.cutroom !== 1) return;
    if (data.event) return void window.events.push(data.body);
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  let last = 0;
  window.call = (method, params) => new Promise((resolve) => {
    const id = ++last;
    waiting.set(id, resolve);
    setTimeout(() => resolve('no answer'), 3000);
    frame.contentWindow.postMessage({ cutroom: 1, id, method, params }, '${new URL(studioUrl).origin}');
  });
</script>`;

const call = (page: Page, method: string, params: unknown = {}) =>
  page.evaluate(
    // The host page defines \`call\`.
    ([name, body]) =>
      (window as unknown as { call(name: unknown, body: unknown): Promise<unknown> }).call(name, body),
    [method, params] as const,
  );

test('another page may use the studio only after the person has allowed its origin', async ({ studio }) => {
  const folder = await mkdtemp(join(tmpdir(), 'cutroom-host-'));
  const server = await serveFolder({ root: folder });
  try {
    await writeFile(join(folder, 'index.html'), hostPage(studio.url));
    const host = await studio.page.context().newPage();
    await host.goto(server.url);
    const frame = host.frameLocator('#studio');
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();

    const refused = call(host, 'listFunctions');
    await expect(frame.getByText(/asked to use the studio/).first()).toBeAttached();
    expect(await refused).toBe('no answer');

    const origin = new URL(server.url).origin;
    await studio.page.goto(`${studio.url}#/settings`);
    await studio.page.getByLabel('Origin').fill(origin);
    await studio.page.getByRole('button', { name: 'Allow this origin' }).click();

    expect(await call(host, 'listFunctions')).toMatchObject({ ok: true });
    await call(host, 'onJobStateChange');
    const bytes = (await readFile(mediaFile('three-shots.mp4'))).toString('base64');
    const outcome = await host.evaluate(async (text) => {
      const rpc = (window as unknown as { call(name: string, body: unknown): Promise<{ value: never }> })
        .call;
      const data = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const Input = new File([data], 'clip.mp4', { type: 'video/mp4' });
      const submitted = await rpc('submitIProductionJob', { FunctionName: 'Cover', Input, UserData: 'mine' });
      const { JobId } = submitted.value as { JobId: string };
      for (;;) {
        const { Status, OutputFiles } = (await rpc('queryIProductionJob', { JobId })).value as {
          Status: string;
          OutputFiles: { Name: string }[];
        };
        if (['Success', 'Fail', 'Cancelled'].includes(Status)) {
          const answer = await rpc('readIProductionOutput', { JobId, Name: OutputFiles[0]?.Name });
          const events = (window as unknown as { events: { State: string; UserData: string }[] }).events;
          return {
            Status,
            size: (answer.value as Blob).size,
            states: events.map(({ State, UserData }) => [State, UserData]),
          };
        }
        await new Promise((done) => setTimeout(done, 100));
      }
    }, bytes);
    expect(outcome.Status).toBe('Success');
    expect(outcome.size).toBeGreaterThan(1000);
    expect(outcome.states).toContainEqual(['Success', 'mine']);

    await studio.page.getByRole('button', { name: `No longer allow ${origin}` }).click();
    expect(await call(host, 'listFunctions')).toBe('no answer');
    // The host's own requests are not the studio's.
    const hostRequests = studio.foreignRequests.filter((url) => url.startsWith(server.url));
    expect(hostRequests).toEqual(studio.foreignRequests);
    studio.foreignRequests.splice(0);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
