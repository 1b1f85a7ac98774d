import type { ScreenColor } from '../../vision/chroma-key/screen-color';
import { cbOf, crOf } from '../../vision/chroma-key/key-color';
import { lumaOf } from '../../vision/color';

export interface ScreenSample {
  readonly timeSeconds: number;
  /** `null` where this frame has no backdrop. */
  readonly screen: ScreenColor | null;
}

/** Neighbouring samples with one backdrop. */
export interface SegmentDraft {
  readonly first: ScreenSample;
  readonly last: ScreenSample;
  readonly samples: readonly ScreenSample[];
}

/** Backdrops whose chroma differs by less (code values) are one cloth under changing light. */
const SAME_SCREEN_CHROMA = 16;

const chromaOf = ({ rgb }: ScreenColor): readonly [number, number] => {
  const luma = lumaOf(...rgb);
  return [cbOf(rgb[2], luma), crOf(rgb[0], luma)];
};

/** Whether two frames stand before the same backdrop (or both before none). */
export const isSameScreen = (a: ScreenColor | null, b: ScreenColor | null): boolean => {
  if (!a || !b) return a === b;
  const [aCb, aCr] = chromaOf(a);
  const [bCb, bCr] = chromaOf(b);
  return Math.hypot(aCb - bCb, aCr - bCr) < SAME_SCREEN_CHROMA;
};

/** Groups samples in time order into runs before the same backdrop. */
export const planSegments = (samples: readonly ScreenSample[]): readonly SegmentDraft[] => {
  const runs: ScreenSample[][] = [];
  for (const sample of samples) {
    const run = runs.at(-1);
    if (run && isSameScreen(run.at(-1)!.screen, sample.screen)) run.push(sample);
    else runs.push([sample]);
  }
  return runs.map((run) => ({ first: run[0]!, last: run.at(-1)!, samples: run }));
};

/** Mean colour of a run's backdrop, or `null` for a run without one. */
export const meanScreen = ({ samples }: SegmentDraft): ScreenColor | null => {
  const screens = samples.flatMap(({ screen }) => (screen ? [screen] : []));
  if (screens.length === 0) return null;
  const mean = (read: (screen: ScreenColor) => number) =>
    screens.reduce((sum, screen) => sum + read(screen), 0) / screens.length;
  return {
    rgb: [mean(({ rgb }) => rgb[0]), mean(({ rgb }) => rgb[1]), mean(({ rgb }) => rgb[2])],
    coverage: mean(({ coverage }) => coverage),
    borderCoverage: mean(({ borderCoverage }) => borderCoverage),
  };
};

/** Frames that go into one clean plate: marks and folds are seen from behind the subject as it moves. */
export const PLATE_FRAMES = 16;
