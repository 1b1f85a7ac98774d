import type { Logo } from '../../core/logo-result';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { findCuts } from '../../vision/marks/find-cuts';
import { findMarks } from '../../vision/marks/find-marks';
import { planLogos, toSighting, type LogoPlan } from './plan-logos';
import { readStack } from './read-stack';

/** Looks through the clip once at small size. */
export const lookForMarks = async (
  source: MediaSource,
  models: readonly ('tv' | 'internet')[],
  ctx: RunContext<'look' | 'find'>,
): Promise<LogoPlan> => {
  const onProgress = (fraction: number) => ctx.progress('look', fraction);
  const stack = await readStack(source, { signal: ctx.signal, onProgress });
  ctx.progress('look', 1);
  const clip = {
    durationSeconds: source.durationSeconds,
    cuts: findCuts(stack),
    isScaledDown: stack.widthPx < (source.video?.widthPx ?? 0),
  };
  const { sightings, stillShare } = findMarks(stack, (done) => {
    ctx.signal.throwIfAborted();
    ctx.progress('find', done);
  });
  ctx.log(`Looked at ${stack.frames.length} frames, ${sightings.length} things stay in place`);
  return planLogos(
    sightings.map((one) => toSighting(one, stack, clip)),
    { models, stillShare },
  );
};

/** Marks that a person gave: boxes for the whole clip, or boxes with their times. */
export const givenMarks = (
  params: {
    readonly Boxes: readonly Logo['box'][];
    readonly Marks: readonly { readonly box: Logo['box']; readonly start: number; readonly end: number }[];
  },
  durationSeconds: number,
): readonly Logo[] => {
  const given = { confidence: 1, kind: 'given' } as const;
  if (params.Marks.length > 0) return params.Marks.map((mark) => ({ ...mark, ...given }));
  return params.Boxes.map((box) => ({ box, start: 0, end: durationSeconds, ...given }));
};
