import type { LogoResult } from '../../core/logo-result';
import type { OutputFile, RunContext, RunFunction } from '../../core/media-function';
import type { z } from 'zod';
import { openMedia } from '../../media/open-media';
import type { MediaSource } from '../../media/media-source';
import type { logoBlur } from './definition';
import { givenMarks, lookForMarks, type Findings } from './look-for-marks';
import { fillByNetwork } from './fill-by-network';
import { createHider } from './patcher';
import { withoutAmount } from './plan-logos';
import { planPatches, type Patch } from './plan-patches';
import { editByPlanes, readStill, renderImage, renderVideo } from './render-marks';
import { createRestorer } from './restorer';
import { studyMarks } from './study-marks';

type Params = z.output<typeof logoBlur.params>;
type Context = RunContext<(typeof logoBlur.stages)[number]['id']>;

const findLogos = async (source: MediaSource, params: Params, ctx: Context): Promise<Findings> => {
  const given = givenMarks(params, source.durationSeconds);
  const amountAt = () => 1;
  if (given.length > 0)
    return { logos: given.map((logo) => ({ ...logo, amountAt })), candidates: [], isStill: false };
  return lookForMarks(source, params.LogoModel, ctx);
};

const render = async (
  source: MediaSource,
  patches: readonly Patch[],
  params: Params,
  ctx: Context,
): Promise<OutputFile> => {
  const { Mode } = params;
  if (source.kind === 'image') {
    const edit = Mode === 'restore' ? fillByNetwork(patches, ctx) : editByPlanes(createHider(patches, Mode));
    return renderImage(source, await readStill(source), edit);
  }
  const patcher =
    Mode === 'restore'
      ? createRestorer(source, await studyMarks(source, patches, ctx), ctx.signal)
      : createHider(patches, Mode);
  return renderVideo({ source, patches, patcher, mode: Mode, ctx });
};

export const run: RunFunction<typeof logoBlur> = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(inputs.source[0]!, { signal, scratch, log, onPrepare, need: 'video' });
  ctx.progress('open', 1);

  const { logos, candidates, isStill } = await findLogos(source, params, ctx);

  const { widthPx, heightPx } = source.video!;
  const picture = { widthPx, heightPx, durationSeconds: source.durationSeconds };
  const patches = planPatches(logos, source.kind === 'image' ? [] : params.Time, picture);
  const result = {
    logos: logos.map(withoutAmount),
    candidates: [...candidates],
    duration: source.kind === 'image' ? 0 : source.durationSeconds,
  } satisfies LogoResult;
  if (patches.length === 0)
    return { outputs: [], result: { ...result, reason: isStill ? 'still-picture' : 'no-logo' } };
  return { outputs: [await render(source, patches, params, ctx)], result };
};
