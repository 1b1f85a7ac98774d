import type { RunFunction } from '../../core/media-function';
import type { SummaryResult } from '../../core/video-summary';
import { openMedia } from '../../media/open-media';
import { openFaceFinder } from '../../models/face-finder';
import { analyseVideo } from './analyse-video';
import { chooseSegments } from './choose-segments';
import type { videoSummary } from './definition';
import { rateShots, writeShots } from './describe-shots';
import { planIdealSeconds } from './plan-summary';
import { planCrossfade, planOverlap, planTimeline } from './plan-timeline';
import { renderSummary } from './render-summary';

const seconds = (value: number): string => value.toFixed(3);

export const run: RunFunction<typeof videoSummary> = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(inputs.source[0]!, { signal, scratch, log, onPrepare, need: 'video' });
  await using faces = await openFaceFinder(ctx);
  const { Mode: mode, Duration: durationSeconds, Segments: byHand } = params;

  const wanted = byHand.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds }));
  const withSound = params.Audio !== 'mute';
  const analysis = await analyseVideo(source, { mode, durationSeconds, wanted, withSound }, faces, ctx);

  const overlapWanted = params.Transition === 'crossfade' ? planCrossfade(analysis.unitSeconds) : 0;
  const choice = chooseSegments(analysis, {
    mode,
    durationSeconds,
    overlapSeconds: overlapWanted,
    isMusicAligned: params.Audio === 'music-aligned',
    byHand,
    sourceSeconds: source.durationSeconds,
  });
  const timeline = planTimeline(choice.segments, planOverlap(choice.segments, overlapWanted));

  const { musicStartSeconds } = choice;
  const hasSound = analysis.sound !== null;
  const output = await renderSummary({ source, timeline, withSound: hasSound, musicStartSeconds }, ctx);

  const shots = rateShots(analysis, planIdealSeconds(mode, durationSeconds));
  const result: SummaryResult = {
    VideoSummaryList: choice.segments.map(({ startSeconds, endSeconds }) => ({
      StartTime: seconds(startSeconds),
      EndTime: seconds(endSeconds),
    })),
    Duration: Math.round(timeline.durationSeconds * 1000) / 1000,
    Shots: shots.map(({ shot }) => ({
      StartTime: seconds(shot.startSeconds),
      EndTime: seconds(shot.endSeconds),
      Score: shot.score,
    })),
    Reasons: [...choice.reasons, ...(withSound && !hasSound ? (['no-sound'] as const) : [])],
  };
  return { outputs: [output, ...(await writeShots(source, shots))], result };
};
