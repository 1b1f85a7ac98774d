import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { Json, OutputFile, RunFunction } from '../../core/media-function';
import { AUDIO_FORMATS } from '../../media/open-audio-writer';
import { analyseTracks } from './analyse-tracks';
import { smartMixing } from './definition';
import { buildPreview } from './mix-preview';
import { openTracks } from './open-tracks';
import { describeMix, reportedLoudness } from './describe-mix';
import { planMix } from './plan-mix';
import { preparePremix, produceMix } from './produce-mix';

const defaultTrack = () => smartMixing.params.parse({ Tracks: [{}] }).Tracks[0]!;

export const run: RunFunction<typeof smartMixing> = async (inputs, params, ctx) => {
  using open = await openTracks(inputs.source, ctx);
  const tracks = await analyseTracks(open.sources, ctx);

  const plan = planMix({
    tracks: tracks.map(({ analysis }) => analysis),
    settings: inputs.source.map((_, index) => params.Tracks[index] ?? defaultTrack()),
    ducking: params.Ducking,
    stretchToLongest: params.StretchToLongest,
  });
  if (plan.lengthFrames === 0) throw new MediaError('invalid-input', 'Nothing is left to mix');

  const tools = {
    scratch: ctx.scratch,
    signal: ctx.signal,
    log: ctx.log,
    onMixed: (fraction: number) => ctx.progress('mix', fraction),
    onMastered: (fraction: number) => ctx.progress('master', fraction),
  };
  const pcms = tracks.map(({ pcm }) => pcm);
  const premix = await preparePremix(plan, pcms, tools);
  const sourceName = inputs.source[0]!.name;
  const target = {
    targetLufs: params.TargetLufs,
    truePeakDb: params.TruePeakDb,
    lengthFrames: plan.lengthFrames,
  };
  const fileName = outputName(sourceName, 'mix', AUDIO_FORMATS[params.Format].extension);
  const produced = await produceMix(
    premix,
    { ...target, format: params.Format, fileName, picture: null },
    tools,
  );

  const mimeType = AUDIO_FORMATS[params.Format].mimeType;
  const outputs: OutputFile[] = [{ role: 'result', fileName, mimeType, blob: produced.file }];
  const picture = params.IntoVideo ? open.sources.find((source) => source.video) : undefined;
  if (picture) {
    const videoName = outputName(picture.file.name, 'mixed', 'mp4');
    const video = await produceMix(premix, { ...target, format: 'mp4', fileName: videoName, picture }, tools);
    outputs.push({ role: 'result', fileName: videoName, mimeType: 'video/mp4', blob: video.file });
  }
  const names = inputs.source.map((file) => file.name);
  outputs.push(...buildPreview({ sourceName, names, plan, tracks, premix, produced }));
  return {
    outputs,
    result: describeMix(plan, tracks.map(reportedLoudness), produced.measured) satisfies Json,
  };
};
