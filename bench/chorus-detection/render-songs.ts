import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSong, type Note, type Song, type SongPlan } from './song-score';

const TICKS_PER_BEAT = 480;

/** Free General MIDI soundfonts, where Debian's packages put them. */
const SOUNDFONTS = ['/usr/share/sounds/sf2/FluidR3_GM.sf2', '/usr/share/sounds/sf2/TimGM6mb.sf2'];

/** `null`: songs can not be rendered on this machine. */
export const findSoundfonts = (): readonly string[] | null => {
  const fonts = SOUNDFONTS.filter((path) => existsSync(path));
  try {
    execFileSync('fluidsynth', ['--version'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return fonts.length > 0 ? fonts : null;
};

const variableLength = (value: number): number[] => {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
};

const uint = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff);

const noteEvents = ({ channel, key, startBeat, beats, velocity }: Note) => [
  { tick: Math.round(startBeat * TICKS_PER_BEAT), bytes: [0x90 | channel, key, velocity], order: 1 },
  { tick: Math.round((startBeat + beats) * TICKS_PER_BEAT), bytes: [0x80 | channel, key, 0], order: 0 },
];

/** Standard MIDI file, format 0. */
export const writeMidi = (song: Song): Uint8Array => {
  const setUp = song.programs.flatMap((program, channel) =>
    channel === 9 ? [] : { tick: 0, bytes: [0xc0 | channel, program], order: 0 },
  );
  const events = [...setUp, ...song.notes.flatMap(noteEvents)].sort(
    (a, b) => a.tick - b.tick || a.order - b.order,
  );
  const track: number[] = [0, 0xff, 0x51, 3, ...uint(Math.round(60_000_000 / song.bpm), 3)];
  let tick = 0;
  for (const event of events) {
    track.push(...variableLength(event.tick - tick), ...event.bytes);
    tick = event.tick;
  }
  track.push(0, 0xff, 0x2f, 0);
  const text = (word: string) => [...word].map((c) => c.charCodeAt(0));
  return Uint8Array.from([
    ...text('MThd'),
    ...uint(6, 4),
    ...uint(0, 2),
    ...uint(1, 2),
    ...uint(TICKS_PER_BEAT, 2),
    ...text('MTrk'),
    ...uint(track.length, 4),
    ...track,
  ]);
};

export interface RenderedSong {
  readonly name: string;
  readonly path: string;
  readonly sections: readonly { readonly start: number; readonly end: number; readonly label: string }[];
  /** Back-to-back choruses count as one. */
  readonly choruses: readonly (readonly [number, number])[];
}

const chorusesOf = (sections: RenderedSong['sections']): [number, number][] => {
  const spans: [number, number][] = [];
  for (const { start, end, label } of sections) {
    if (label !== 'Chorus') continue;
    const last = spans.at(-1);
    if (last && start - last[1] < 0.5) last[1] = end;
    else spans.push([start, end]);
  }
  return spans;
};

/** Renders a song to a compressed file of the kind people have. */
export const renderSong = (plan: SongPlan, folder: string, fonts: readonly string[]): RenderedSong => {
  mkdirSync(folder, { recursive: true });
  const song = composeSong(plan);
  const path = join(folder, `${song.name}.mp3`);
  const secondsPerBeat = 60 / song.bpm;
  const sections = song.sections.map(({ title, startBeat, endBeat }) => ({
    start: startBeat * secondsPerBeat,
    end: endBeat * secondsPerBeat,
    label: title,
  }));
  const rendered = { name: song.name, path, sections, choruses: chorusesOf(sections) };
  if (existsSync(path)) return rendered;
  const midi = join(folder, `${song.name}.mid`);
  const wav = join(folder, `${song.name}.wav`);
  writeFileSync(midi, writeMidi(song));
  const font = fonts[plan.seed % fonts.length]!;
  execFileSync('fluidsynth', ['-ni', '-g', '0.5', '-r', '44100', '-F', wav, font, midi], { stdio: 'ignore' });
  const master =
    'anoisesrc=c=pink:a=0.002:r=44100:seed=1[n];[0:a][n]amix=inputs=2:duration=first:normalize=0,acompressor=threshold=0.2:ratio=2,loudnorm=I=-14:LRA=12';
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    wav,
    '-filter_complex',
    master,
    '-ar',
    '44100',
    '-b:a',
    '128k',
    path,
  ]);
  rmSync(wav);
  rmSync(midi);
  return rendered;
};
