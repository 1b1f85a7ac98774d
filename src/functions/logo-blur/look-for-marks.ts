import type { Logo } from '../../core/logo-result';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { findCuts } from '../../vision/marks/find-cuts';
import { findMarks } from '../../vision/marks/find-marks';
import { planLogos, toSighting, type LogoPlan } from './plan-logos';
import { withoutKnown, withWholeBox } from './plan-text-marks';
import { readStack } from './read-stack';
import { readTextMarks } from './read-text-marks';

/** Share of still texture from which words have to tell what motion does not. */
const STILL_CLIP = 0.2;
/** From here on the picture as good as stands still. */
const STILL_PICTURE = 0.6;

type Context = RunContext<'look' | 'find' | 'model'>;
type Models = readonly ('tv' | 'internet')[];

const amountAt = () => 1;

const lookThrough = async (source: MediaSource, models: Models, ctx: Context) => {
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
  const plan = planLogos(
    sightings.map((one) => toSighting(one, stack, clip)),
    { models, stillShare },
  );
  return { plan, stillShare };
};

/** Where nothing moves, words tell; they belong to the `internet` model. */
const addTextMarks = async (
  source: MediaSource,
  { logos, candidates }: LogoPlan,
  models: Models,
  ctx: Context,
): Promise<LogoPlan> => {
  const text = await readTextMarks(source, ctx);
  // What stays in place shows the whole of a mark of which some letters can not be read.
  const news = withoutKnown(text.logos, logos).map((logo) => withWholeBox(logo, candidates));
  const isWanted = models.includes('internet');
  return {
    logos: isWanted ? [...logos, ...news.map((logo) => ({ ...logo, amountAt }))] : logos,
    candidates: [
      ...withoutKnown(candidates, isWanted ? news : []),
      ...withoutKnown([...(isWanted ? [] : news), ...text.candidates], [...logos, ...candidates]),
    ],
  };
};

export interface Findings extends LogoPlan {
  /** The picture does not move: a mark can not be told from what was filmed. */
  readonly isStill: boolean;
}

/** Looks through the clip once at small size; reads the words of a picture, or of a clip that hardly moves. */
export const lookForMarks = async (source: MediaSource, models: Models, ctx: Context): Promise<Findings> => {
  if (source.kind === 'image') {
    const none = { logos: [], candidates: [] };
    return { ...(await addTextMarks(source, none, models, ctx)), isStill: true };
  }
  const { plan, stillShare } = await lookThrough(source, models, ctx);
  const isStill = stillShare > STILL_PICTURE;
  if (stillShare <= STILL_CLIP) return { ...plan, isStill };
  return { ...(await addTextMarks(source, plan, models, ctx)), isStill };
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
