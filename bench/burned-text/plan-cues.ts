import { SENTENCES } from './sentences';

export type CueLanguage = 'zh' | 'en' | 'zh+en';
/** How cues follow each other; each names what it is hard about. */
export type CueTiming = 'gaps' | 'back-to-back' | 'one-frame-gaps' | 'edges' | 'short' | 'repeated' | 'whole';

export interface BurnedCue {
  /** Lines from top to bottom; a bilingual cue has two. */
  readonly lines: readonly { readonly text: string; readonly language: 'zh' | 'en' }[];
  /** First and last frame that shows it, counted from 0. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** `firstFrame / rate` and `(lastFrame + 1) / rate`. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

interface FrameSpan {
  readonly first: number;
  readonly last: number;
}

const SHORT_SECONDS = 0.4;

const spansOf = (timing: CueTiming, frames: number, rate: number): readonly FrameSpan[] => {
  const third = Math.floor(frames / 3);
  const short = Math.round(SHORT_SECONDS * rate);
  const plans: Readonly<Record<CueTiming, readonly FrameSpan[]>> = {
    gaps: [
      { first: 9, last: Math.floor(frames * 0.46) },
      { first: Math.floor(frames * 0.56), last: frames - 11 },
    ],
    'back-to-back': [
      { first: 5, last: third },
      { first: third + 1, last: 2 * third },
      { first: 2 * third + 1, last: frames - 8 },
    ],
    'one-frame-gaps': [
      { first: 6, last: third },
      { first: third + 2, last: 2 * third },
      { first: 2 * third + 2, last: frames - 7 },
    ],
    edges: [
      { first: 0, last: third + 4 },
      { first: 2 * third - 3, last: frames - 1 },
    ],
    short: [
      { first: 12, last: 12 + short - 1 },
      { first: 12 + short + 6, last: third + short + 14 },
      { first: frames - 2 * short - 6, last: frames - short - 7 },
    ],
    repeated: [
      { first: 4, last: third - 3 },
      { first: third + 5, last: 2 * third },
      { first: 2 * third + 8, last: frames - 5 },
    ],
    whole: [{ first: 0, last: frames - 1 }],
  };
  return plans[timing];
};

const linesOf = (index: number, language: CueLanguage): BurnedCue['lines'] => {
  const { zh, en } = SENTENCES[index % SENTENCES.length]!;
  if (language === 'zh+en')
    return [
      { text: zh, language: 'zh' },
      { text: en, language: 'en' },
    ];
  return [{ text: language === 'zh' ? zh : en, language }];
};

export interface CuePlan {
  readonly frames: number;
  readonly frameRate: number;
  readonly language: CueLanguage;
  readonly timing: CueTiming;
  /** Index of the first sentence; `repeated` says it in every cue. */
  readonly sentence: number;
}

/** Cues of one case with exact frames. */
export const planCues = ({ frames, frameRate, language, timing, sentence }: CuePlan): readonly BurnedCue[] =>
  spansOf(timing, frames, frameRate).map(({ first, last }, i) => ({
    lines: linesOf(timing === 'repeated' ? sentence : sentence + i, language),
    firstFrame: first,
    lastFrame: last,
    startSeconds: first / frameRate,
    endSeconds: (last + 1) / frameRate,
  }));
