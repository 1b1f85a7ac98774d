import { canEncodeAudio } from 'mediabunny';
import { memoizeAsync } from '../core/memoize-async';

const loaders = {
  aac: async () => (await import('@mediabunny/aac-encoder')).registerAacEncoder(),
  mp3: async () => (await import('@mediabunny/mp3-encoder')).registerMp3Encoder(),
  flac: async () => (await import('@mediabunny/flac-encoder')).registerFlacEncoder(),
} as const;

const load = memoizeAsync(async (codec: keyof typeof loaders): Promise<void> => {
  if (!(await canEncodeAudio(codec))) await loaders[codec]();
});

/** Adds an encoder to mediabunny where the browser has none of its own. Loaded once. */
export const ensureAudioEncoder = async (codec: string): Promise<void> => {
  if (codec === 'aac' || codec === 'mp3' || codec === 'flac') await load(codec);
};
