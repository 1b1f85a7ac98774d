import type { CleanClipName } from './clean-clips';
import type { CueLanguage, CueTiming } from './plan-cues';
import type { StyleName } from './subtitle-styles';
import type { AssPlace } from './write-ass-script';

/** What one burned case is made of. */
export interface CaseRecipe {
  readonly name: string;
  readonly clip: CleanClipName;
  readonly style: StyleName;
  readonly language: CueLanguage;
  readonly timing: CueTiming;
  readonly place: AssPlace;
  readonly sentence: number;
  /** A sign that belongs to the scene: it moves with the camera (`pan`), or stands in a still picture (`still`). */
  readonly sign?: 'pan' | 'still';
}

const BOTTOM = 2;
const MIDDLE = 5;
const TOP = 8;

/** Styles, places, timings and languages, spread over the clips so that each is met at least once in zh and en. */
export const RECIPES: readonly CaseRecipe[] = [
  {
    name: 'bird-en-outline',
    clip: 'bird',
    style: 'outline',
    language: 'en',
    timing: 'gaps',
    place: BOTTOM,
    sentence: 0,
  },
  {
    name: 'street-zh-outline',
    clip: 'street',
    style: 'outline',
    language: 'zh',
    timing: 'one-frame-gaps',
    place: BOTTOM,
    sentence: 4,
  },
  {
    name: 'hall-zh-box',
    clip: 'hall',
    style: 'box',
    language: 'zh',
    timing: 'gaps',
    place: BOTTOM,
    sentence: 6,
  },
  {
    name: 'talk-en-shadow',
    clip: 'talk',
    style: 'shadow',
    language: 'en',
    timing: 'edges',
    place: BOTTOM,
    sentence: 8,
  },
  {
    name: 'leaf-bilingual',
    clip: 'leaf',
    style: 'outline',
    language: 'zh+en',
    timing: 'back-to-back',
    place: BOTTOM,
    sentence: 1,
  },
  {
    name: 'meadow-zh-top',
    clip: 'meadow',
    style: 'yellow',
    language: 'zh',
    timing: 'gaps',
    place: TOP,
    sentence: 10,
  },
  {
    name: 'meadow-en-pale-box',
    clip: 'meadow',
    style: 'paleBox',
    language: 'en',
    timing: 'back-to-back',
    place: BOTTOM,
    sentence: 12,
  },
  {
    name: 'flowers-en-serif',
    clip: 'flowers',
    style: 'serif',
    language: 'en',
    timing: 'short',
    place: BOTTOM,
    sentence: 3,
  },
  {
    name: 'dance-zh-blue',
    clip: 'dance',
    style: 'blueEdge',
    language: 'zh',
    timing: 'edges',
    place: BOTTOM,
    sentence: 13,
  },
  {
    name: 'dance-en-soft',
    clip: 'dance',
    style: 'softShadow',
    language: 'en',
    timing: 'one-frame-gaps',
    place: BOTTOM,
    sentence: 5,
  },
  {
    name: 'upright-zh-middle',
    clip: 'upright',
    style: 'yellow',
    language: 'zh',
    timing: 'back-to-back',
    place: MIDDLE,
    sentence: 0,
  },
  {
    name: 'upright-en-low',
    clip: 'upright',
    style: 'outline',
    language: 'en',
    timing: 'short',
    place: BOTTOM,
    sentence: 14,
  },
  {
    name: 'cuts-en-outline',
    clip: 'cuts',
    style: 'outline',
    language: 'en',
    timing: 'edges',
    place: BOTTOM,
    sentence: 7,
  },
  {
    name: 'deer-zh-whole',
    clip: 'deer',
    style: 'softShadow',
    language: 'zh',
    timing: 'whole',
    place: BOTTOM,
    sentence: 9,
  },
  {
    name: 'bird-zh-repeated',
    clip: 'bird',
    style: 'serif',
    language: 'zh',
    timing: 'repeated',
    place: BOTTOM,
    sentence: 2,
  },
  {
    name: 'sign-pan-en',
    clip: 'leaf',
    style: 'outline',
    language: 'en',
    timing: 'gaps',
    place: BOTTOM,
    sentence: 11,
    sign: 'pan',
  },
  {
    name: 'sign-still-zh',
    clip: 'street',
    style: 'shadow',
    language: 'zh',
    timing: 'gaps',
    place: BOTTOM,
    sentence: 15,
    sign: 'still',
  },
];

/** Clips without subtitles, two of them with scene text: nothing may be found in them. */
export const CLEAN_RECIPES: readonly Pick<CaseRecipe, 'name' | 'clip' | 'sign'>[] = [
  { name: 'clean-street', clip: 'street' },
  { name: 'clean-dance', clip: 'dance' },
  { name: 'clean-flowers', clip: 'flowers' },
  { name: 'clean-sign-pan', clip: 'leaf', sign: 'pan' },
  { name: 'clean-sign-still', clip: 'street', sign: 'still' },
];
