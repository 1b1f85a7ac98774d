import { ensureDisposableSymbols } from '../../core/disposable-symbols';
import { MediaError, toWireError } from '../../core/errors';
import type { BackendChoice } from '../../core/media-function';
import { createSerialQueue } from '../../core/serial-queue';
import { openVoiceActivity, type VoiceActivity } from '../../models/voice-activity';
import { createTrackEar } from './hear-track';
import type { ListenReply, ListenRequest } from './listen-wire';

ensureDisposableSymbols();

const reply = (message: ListenReply): void => self.postMessage(message);

/** The network, or `null` when it can not be loaded: then speech is guessed from the spectrum, and the log says so. */
const openVoice = async (backend: BackendChoice): Promise<VoiceActivity | null> => {
  try {
    return await openVoiceActivity({
      signal: new AbortController().signal,
      backend,
      log: (line, data) => reply({ kind: 'log', line, ...(data ? { data } : {}) }),
      onDownload: (fraction) => reply({ kind: 'download', fraction }),
    });
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const line = `Voice activity network not available (${error.code}); speech is told from the spectrum instead`;
    reply({ kind: 'log', line });
    return null;
  } finally {
    reply({ kind: 'ready' });
  }
};

const inTurn = createSerialQueue();
let voice: Promise<VoiceActivity | null> = Promise.resolve(null);
let ear: ReturnType<typeof createTrackEar> | null = null;

const answer = async (request: ListenRequest): Promise<void> => {
  if (request.kind === 'open') {
    voice = openVoice(request.backend);
    voice.catch(() => undefined);
    return;
  }
  ear ??= createTrackEar(voice);
  if (request.kind === 'block') {
    await ear.add(request.mono);
    reply({ kind: 'taken' });
    return;
  }
  reply({ kind: 'heard', heard: await ear.finish() });
  ear = null;
};

self.addEventListener('message', ({ data }: MessageEvent<ListenRequest>) => {
  inTurn(() => answer(data)).catch((error: unknown) => reply({ kind: 'failed', error: toWireError(error) }));
});
