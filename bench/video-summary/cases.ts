import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BenchContext } from '../bench-suite';
import { probe, runFfmpeg } from '../native-ffmpeg';

export interface SummaryCase {
  readonly name: string;
  readonly path: string;
  /** First frames of new shots that were listed by eye, seconds; empty for one shot or where none are listed. */
  readonly cuts: readonly number[];
  /** When somebody begins to speak, by ffmpeg's silence detector; empty where it was not asked. */
  readonly onsets: readonly number[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly durationSeconds: number;
  readonly frameRate: number;
}

interface ListedShots {
  readonly cuts?: readonly number[];
  readonly fade_scene_start_frames?: readonly number[];
  readonly fps?: number;
}

const FILES: readonly (readonly [file: string, params: Readonly<Record<string, unknown>>])[] = [
  ['general/bbb_480p_30s.mp4', {}],
  ['general/bbb_480p_30s.mp4', { Mode: 'trailer', Audio: 'music-aligned' }],
  ['general/bikes.mp4', {}],
  ['general/katna_pos_video.mp4', {}],
  ['general/katna_pos_video.mp4', { Transition: 'crossfade', Duration: 6 }],
  ['general/opencv_Megamind.avi', {}],
  ['general/opencv_Megamind.avi', { Mode: 'chronological', Duration: 4 }],
  ['general/pyscenedetect_testvideo.mp4', {}],
  ['subtitles/rapidvideocr_1.mp4', {}],
  ['portraits/breakdance.mp4', { Duration: 2 }],
  ['logos/multi-delogo_sample.mp4', {}],
];

const labelOf = (file: string, params: Readonly<Record<string, unknown>>): string =>
  [basename(file), ...Object.values(params).map(String)].join(' ');

/** A fade to black belongs to the shot before it; the listed frame is where the next one starts. */
const cutsOf = ({ cuts, fade_scene_start_frames, fps = 25 }: ListedShots): readonly number[] =>
  cuts ?? (fade_scene_start_frames ?? []).filter((frame) => frame > 0).map((frame) => frame / fps);

const frameRateOf = (text = '25/1'): number => {
  const [top = 25, bottom = 1] = text.split('/').map(Number);
  return top / Math.max(1, bottom);
};

const factsOf = async (ffmpeg: string, path: string) => {
  const { streams, format } = await probe(ffmpeg, path);
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  return { durationSeconds: Number(format.duration ?? 0), frameRate: frameRateOf(video?.avg_frame_rate) };
};

const MIN_SILENCE_SECONDS = 0.25;

/** Ends of silences in a recording of speech: where words begin. */
const speechOnsets = async (ffmpeg: string, path: string): Promise<readonly number[]> => {
  const filter = `silencedetect=noise=-32dB:d=${MIN_SILENCE_SECONDS}`;
  const words = await runFfmpeg(ffmpeg, ['-i', path, '-map', '0:a:0', '-af', filter, '-f', 'null', '-']);
  return [...words.matchAll(/silence_end: ([\d.]+)/g)].map((match) => Number(match[1]));
};

/** A conversation under pictures that have nothing to do with it: its words alone decide where cuts may fall. */
const speechCase = async ({ mediaRoot, ffmpeg, workDir }: BenchContext): Promise<readonly SummaryCase[]> => {
  const voice = mediaRoot && join(mediaRoot, 'voice-music', 'pyannote_sample.wav');
  const clip = mediaRoot && join(mediaRoot, 'general', 'bbb_480p_30s.mp4');
  if (!ffmpeg || !voice || !clip || !existsSync(voice) || !existsSync(clip)) return [];
  const path = join(workDir, 'speech.mp4');
  const tracks = ['-map', '0:v:0', '-map', '1:a:0', '-c:v', 'copy', '-c:a', 'aac', '-shortest'];
  await runFfmpeg(ffmpeg, ['-i', clip, '-i', voice, ...tracks, path]);
  const onsets = await speechOnsets(ffmpeg, path);
  const facts = await factsOf(ffmpeg, path);
  return [{ name: 'conversation under pictures', path, cuts: [], onsets, params: {}, ...facts }];
};

const fallbackCase = async ({ ffmpeg, fallbackClip }: BenchContext): Promise<readonly SummaryCase[]> => [
  {
    name: basename(fallbackClip),
    path: fallbackClip,
    cuts: [],
    onsets: [],
    params: {},
    ...(await factsOf(ffmpeg!, fallbackClip)),
  },
];

/** Clips with shots listed by eye, others of one shot, and one with speech. */
export const readCases = async (context: BenchContext): Promise<readonly SummaryCase[]> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) return fallbackCase(context);
  const text = await readFile(join(mediaRoot, 'general', 'shots.json'), 'utf8').catch(() => '{}');
  const listed = JSON.parse(text) as Record<string, ListedShots>;
  const cases: SummaryCase[] = [];
  for (const [file, params] of FILES) {
    const path = join(mediaRoot, file);
    if (!existsSync(path)) continue;
    const shots = listed[basename(file)] ?? listed[`../${file}`] ?? {};
    const facts = await factsOf(ffmpeg, path);
    cases.push({ name: labelOf(file, params), path, cuts: cutsOf(shots), onsets: [], params, ...facts });
  }
  return [...cases, ...(await speechCase(context))];
};
