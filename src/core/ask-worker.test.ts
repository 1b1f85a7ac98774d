import { expect, test, vi } from 'vitest';
import { askWorker } from './ask-worker';
import { MediaError, toWireError, type WireError } from './errors';

type Reply =
  | { readonly kind: 'note'; readonly line: string }
  | { readonly kind: 'done'; readonly value: number }
  | { readonly kind: 'failed'; readonly error: WireError };

/** A worker whose messages the test sends itself. */
const openFake = () => {
  const target = new EventTarget();
  const posted: unknown[] = [];
  const terminate = vi.fn();
  const worker = Object.assign(target, {
    postMessage: (message: unknown) => posted.push(message),
    terminate,
  });
  const send = (data: Reply) => target.dispatchEvent(new MessageEvent('message', { data }));
  const die = () => target.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  return { worker: worker as unknown as Worker, posted, terminate, send, die };
};

const open = (signal = new AbortController().signal) => {
  const fake = openFake();
  const notes: string[] = [];
  const takeNote = (message: Reply): boolean => {
    if (message.kind === 'note') notes.push(message.line);
    return message.kind === 'note';
  };
  const asked = askWorker<string, Reply>(fake.worker, { signal, name: 'counts', takeNote });
  return { ...fake, ...asked, notes };
};

test('replies settle requests in order, and notes between them are no replies', async () => {
  const { ask, send, posted, notes } = open();
  const answers = [ask('a'), ask('b')];
  send({ kind: 'done', value: 1 });
  send({ kind: 'note', line: 'half way' });
  send({ kind: 'done', value: 2 });
  expect(await Promise.all(answers)).toEqual([
    { kind: 'done', value: 1 },
    { kind: 'done', value: 2 },
  ]);
  expect(posted).toEqual(['a', 'b']);
  expect(notes).toEqual(['half way']);
});

test('a failure rejects its own request with its code, and the next one is answered', async () => {
  const { ask, send } = open();
  const [first, second] = [ask('a'), ask('b')];
  send({ kind: 'failed', error: toWireError(new MediaError('inference-failed', 'No')) });
  send({ kind: 'done', value: 2 });
  await expect(first).rejects.toMatchObject({ code: 'inference-failed' });
  await expect(second).resolves.toEqual({ kind: 'done', value: 2 });
});

test('when the worker dies all that waits is rejected, and so is what is asked later', async () => {
  const { ask, die, terminate } = open();
  const waiting = ask('a');
  die();
  await expect(waiting).rejects.toMatchObject({ code: 'worker-crashed' });
  await expect(ask('b')).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(terminate).toHaveBeenCalled();
});

test('an abort rejects with its reason; closing ends the worker', async () => {
  const aborting = new AbortController();
  const { ask } = open(aborting.signal);
  const waiting = ask('a');
  aborting.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');

  const other = open();
  other.close();
  expect(other.terminate).toHaveBeenCalledOnce();
  await expect(other.ask('a')).rejects.toMatchObject({ code: 'internal' });
});
