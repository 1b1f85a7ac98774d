export type StrokeMode = 'keep' | 'remove';

/** One brush stroke as the `Strokes` parameter takes it; places and radius are shares of width and height. */
export interface Stroke {
  readonly Mode: StrokeMode;
  /** Share of the picture's width. */
  readonly Radius: number;
  readonly Points: readonly (readonly [x: number, y: number])[];
  /** Seconds; absent = the whole clip. */
  readonly Start?: number;
  readonly End?: number;
}

/** A stroke made on a video's frame may hold for this long on either side of it. */
export const AROUND_SECONDS = 0.5;

/** Points closer together than this share of the radius say nothing new. */
const MIN_STEP = 0.2;

const clampShare = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4;

/** The stroke with one more point, unless it lies where the last one does. */
export const extendStroke = (stroke: Stroke, [x, y]: readonly [number, number]): Stroke => {
  const point = [clampShare(x), clampShare(y)] as const;
  const last = stroke.Points.at(-1);
  const isNear = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < stroke.Radius * MIN_STEP;
  return isNear ? stroke : { ...stroke, Points: [...stroke.Points, point] };
};

/** The times between which a stroke made at `timeSeconds` holds. */
export const aroundMoment = (timeSeconds: number): { readonly Start: number; readonly End: number } => ({
  Start: Math.max(0, Math.round((timeSeconds - AROUND_SECONDS) * 1000) / 1000),
  End: Math.round((timeSeconds + AROUND_SECONDS) * 1000) / 1000,
});

export const holdsAt = ({ Start, End }: Stroke, timeSeconds: number): boolean =>
  timeSeconds >= (Start ?? 0) && timeSeconds <= (End ?? Number.POSITIVE_INFINITY);

/** The strokes a finished job was made with. */
export const strokesOf = (params: Readonly<Record<string, unknown>>): readonly Stroke[] =>
  Array.isArray(params['Strokes']) ? (params['Strokes'] as readonly Stroke[]) : [];
