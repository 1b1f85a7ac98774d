import type { RunFunction } from '../../core/media-function';
import type { Keyframe, ReframeResult, ReframeShot } from '../../core/reframe-path';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import type { landscapeToPortrait } from './definition';
import { observe } from './observe';
import { openFill } from './open-fill';
import { planByHand } from './plan-by-hand';
import { planFrame, planVideoSize, wantedAspect } from './plan-frame';
import { settleShot } from './plan-placement';
import { planReframe, type ReframePlan } from './plan-reframe';
import { renderImage, renderVideo } from './render-reframe';

type Run = RunFunction<typeof landscapeToPortrait>;
type Params = Parameters<Run>[1];

/** Fine enough that rounding is not seen as a tremor. */
const roundKeyframe = ([t, cx, cy, scale]: Keyframe): Keyframe => [
  Math.round(t * 1e6) / 1e6,
  Math.round(cx * 1e7) / 1e7,
  Math.round(cy * 1e7) / 1e7,
  Math.round(scale * 1e7) / 1e7,
];

const planShots = async (
  source: MediaSource,
  params: Params,
  ctx: Parameters<Run>[2],
): Promise<ReframePlan> => {
  const aspect = wantedAspect(params);
  if (params.Keyframes.length > 0) {
    const frame = planFrame(source.video!, aspect, [0, 0, 1, 1]);
    const shots = planByHand(params.Keyframes, source.durationSeconds, frame.fullScale);
    return { frame, shots };
  }
  const seen = await observe(source, ctx);
  const { CropType: cropType, Motion: style, Tightness: tightness } = params;
  return planReframe(seen, { aspect, cropType, style, tightness });
};

const describe = (shots: readonly ReframeShot[], { width, height }: { width: number; height: number }) => ({
  Shots: shots.map((shot) => ({ ...shot, path: shot.path.map(roundKeyframe) })),
  Width: width,
  Height: height,
});

export const run: Run = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  const options = { signal, scratch, log };
  using source = await openMedia(inputs.source[0]!, { ...options, onPrepare, need: 'video' });
  const video = source.video!;
  ctx.progress('open', 1);

  const { frame, shots: planned } = await planShots(source, params, ctx);
  const scales = planned.flatMap((shot) => shot.path.map(([, , , scale]) => scale));
  const output = planVideoSize(video, frame, scales);
  const shots = planned.map((shot) => settleShot(shot, video, output));
  const path = shots.flatMap((shot) => shot.path);
  ctx.progress('plan', 1);

  const fill = await openFill(params, inputs.background[0], output, options);
  const job = { source, output, path, fill, ctx };
  const file = source.kind === 'image' ? await renderImage(job) : await renderVideo(job);

  const isEmpty = params.Keyframes.length === 0 && shots.every(({ subjects }) => subjects.length === 0);
  const result = {
    ...describe(shots, { width: output.widthPx, height: output.heightPx }),
    SourceWidth: video.widthPx,
    SourceHeight: video.heightPx,
    ...(isEmpty ? { reason: 'no-subject' } : {}),
  } satisfies ReframeResult;
  return { outputs: [file], result };
};
