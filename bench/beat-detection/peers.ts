import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { launchBrowser } from '../../scripts/runner/launch-browser';

export interface PeerBeats {
  readonly name: string;
  readonly beats: readonly number[];
  readonly bpm: number;
}

const RATE_HZ = 44_100;
const MAX_BYTES = 1 << 30;

/** Mono float samples through native ffmpeg. */
export const decodeMono = async (ffmpeg: string, path: string): Promise<Float32Array> => {
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(RATE_HZ), '-f', 'f32le', '-'];
  const { stdout } = await promisify(execFile)(ffmpeg, args, { encoding: 'buffer', maxBuffer: MAX_BYTES });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
};

interface MusicTempoResult {
  readonly tempo: number;
  readonly beats: readonly number[];
}
type MusicTempoClass = new (samples: Float32Array) => MusicTempoResult;

/** BeatRoot in JavaScript. Its package is CommonJS without types. */
export const musicTempo = (samples: Float32Array): PeerBeats => {
  const MusicTempo = createRequire(import.meta.url)('music-tempo') as MusicTempoClass;
  try {
    const { tempo, beats } = new MusicTempo(samples);
    return { name: 'music-tempo', beats, bpm: Number(tempo) };
  } catch {
    // It throws where it finds no onsets.
    return { name: 'music-tempo', beats: [], bpm: 0 };
  }
};

export const uniformBeats = (durationSeconds: number, bpm: number, offsetSeconds = 0): number[] =>
  Array.from({ length: Math.max(0, Math.floor(((durationSeconds - offsetSeconds) * bpm) / 60)) }, (_, n) => {
    return offsetSeconds + (n * 60) / bpm;
  });

/** web-audio-beat-detector needs Web Audio, so it runs in a page: one tempo and offset for a whole song. */
export const openGuessPage = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cutroom-peer-'));
  const entry = join(folder, 'peer.js');
  const require = createRequire(import.meta.url);
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: require.resolve('web-audio-beat-detector'),
        formats: ['iife'],
        name: 'peer',
        fileName: () => 'peer.js',
      },
    },
  });
  const browser = await launchBrowser({ downloadsDir: folder });
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.addScriptTag({ content: await readFile(entry, 'utf8') });
  return {
    guess: async (path: string, durationSeconds: number): Promise<PeerBeats> => {
      const sound = (await readFile(path)).toString('base64');
      const found = await page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const buffer = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes.buffer);
        const peer = Reflect.get(window, 'peer') as {
          guess(sound: AudioBuffer): Promise<{ bpm: number; offset: number }>;
        };
        return peer.guess(buffer).catch(() => ({ bpm: 0, offset: 0 }));
      }, sound);
      const beats = found.bpm ? uniformBeats(durationSeconds, found.bpm, found.offset) : [];
      return { name: 'web-audio-beat-detector', beats, bpm: found.bpm };
    },
    close: async (): Promise<void> => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
