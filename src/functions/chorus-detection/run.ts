import { outputName } from '../../core/file-name';
import type { Json, OutputFile, RunFunction } from '../../core/media-function';
import { openMedia } from '../../media/open-media';
import { cutAudio } from './cut-audio';
import type { chorusDetection } from './definition';
import { listenToSong } from './listen';
import { planCuts, planHighlight } from './plan-cuts';
import { planSong, type SongSection } from './plan-song';
import { describeSection, describeSong } from './song-picture';

const dataFile = (sourceName: string, song: Json): OutputFile => ({
  role: 'data',
  fileName: outputName(sourceName, 'song', 'json'),
  mimeType: 'application/json',
  blob: new Blob([JSON.stringify(song)], { type: 'application/json' }),
});

/** Hand-made sections in order, without empty ones. */
const cleanEdits = (edited: readonly SongSection[], durationSeconds: number): readonly SongSection[] =>
  edited
    .map((section) => ({ ...section, end: Math.min(durationSeconds, section.end) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);

export const run: RunFunction<typeof chorusDetection> = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const file = inputs.source[0]!;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(file, { signal, scratch, log, onPrepare, need: 'audio' });
  ctx.progress('open', 1);
  const { measures, waveform } = await listenToSong(source, ctx);

  const structure = planSong(measures);
  ctx.progress('structure', 1);
  const { durationSeconds } = measures;
  const isEdited = params.Edited.length > 0;
  const sections = isEdited ? cleanEdits(params.Edited, durationSeconds) : structure.sections;
  const best = isEdited
    ? sections.find(({ title }) => title === 'Chorus')
    : structure.sections[structure.best];
  const highlight = planHighlight(best, params.Highlights, durationSeconds);
  const cuts = planCuts(highlight, params.Export, durationSeconds);

  const outputs: OutputFile[] = [];
  for (const [index, cut] of cuts.entries()) {
    outputs.push(await cutAudio(source, cut, { scratch, signal, log, format: params.Format }));
    ctx.progress('cut', (index + 1) / cuts.length);
  }
  outputs.push(
    dataFile(file.name, describeSong({ structure, sections, highlight, durationSeconds, waveform })),
  );
  const shown = sections.filter(({ title }) => params.Sections === 'all' || title === 'Chorus');
  if (shown.length === 0) log(`No chorus: ${structure.reason ?? 'edited away'}`);
  const result = shown.map((section) => ({
    ...describeSection(section),
    ...(section === best ? { highlight: true } : {}),
  }));
  return { outputs, result };
};
