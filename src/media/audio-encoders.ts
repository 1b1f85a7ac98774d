import { type AudioCodec, canEncodeAudio } from 'mediabunny';
import { memoizeAsync } from '../core/memoize-async';

/** Encoders the browser may lack come as WebAssembly; each loads when it is first needed. */
const ADD_ONS: Partial<Record<AudioCodec, () => Promise<void>>> = {
  aac: async () => (await import('@mediabunny/aac-encoder')).registerAacEncoder(),
  mp3: async () => (await import('@mediabunny/mp3-encoder')).registerMp3Encoder(),
  flac: async () => (await import('@mediabunny/flac-encoder')).registerFlacEncoder(),
};

/** Makes sure that a codec can be encoded, once per worker: the browser's own encoder goes before ours. */
export const prepareAudioEncoder = memoizeAsync(async (codec: AudioCodec): Promise<void> => {
  if (!(await canEncodeAudio(codec))) await ADD_ONS[codec]?.();
});
