import { createRandom } from './seeded-random';
import { EN, ZH } from './slide-words';
import type { SlideSpec } from './draw-slides';

/** What goes on over the slides. */
export interface Disturbance {
  /** A camera picture that stays, jumps between corners, or drifts all over. */
  readonly camera?: 'still' | 'jumps' | 'drifts';
  readonly pointer?: boolean;
  /** Lines and words written by hand; wiped when the slide changes. */
  readonly ink?: boolean;
}

export interface LecturePlan extends Disturbance {
  readonly name: string;
  readonly look: string;
  readonly slides: readonly SlideSpec[];
  /** Which slide is shown, in order; a number may come again. */
  readonly order: readonly number[];
  readonly seconds: readonly number[];
  /** Points come one by one. */
  readonly builds: boolean;
  /** Length of a cross-fade; 0 = a cut. */
  readonly fadeSeconds: number;
}

interface Recipe extends Disturbance {
  readonly name: string;
  readonly language: 'en' | 'zh';
  readonly look?: string;
  readonly slides: number;
  readonly builds?: boolean;
  readonly fadeSeconds?: number;
  /** Slides keep their title in pairs, or change one point only. */
  readonly textOnly?: boolean;
  readonly recurring?: boolean;
  readonly empty?: boolean;
  readonly minSeconds?: number;
  readonly maxSeconds?: number;
}

const RECIPES: readonly Recipe[] = [
  { name: 'en-builds', language: 'en', slides: 6, builds: true },
  { name: 'zh-builds-fade', language: 'zh', slides: 6, builds: true, fadeSeconds: 0.8, look: 'cream' },
  { name: 'en-text-only', language: 'en', slides: 8, textOnly: true },
  { name: 'zh-text-only-fade', language: 'zh', slides: 8, textOnly: true, fadeSeconds: 0.6, look: 'dark' },
  { name: 'en-recurring', language: 'en', slides: 4, recurring: true, look: 'cream' },
  { name: 'zh-camera', language: 'zh', slides: 7, camera: 'still' },
  { name: 'en-camera-jumps', language: 'en', slides: 6, camera: 'jumps', builds: true, look: 'dark' },
  { name: 'zh-camera-drifts', language: 'zh', slides: 6, camera: 'drifts' },
  { name: 'en-pointer', language: 'en', slides: 6, pointer: true, builds: true, fadeSeconds: 1 },
  { name: 'zh-ink', language: 'zh', slides: 4, ink: true, minSeconds: 14, maxSeconds: 20 },
  { name: 'en-board', language: 'en', slides: 1, ink: true, empty: true, minSeconds: 50, maxSeconds: 50 },
  {
    name: 'en-everything',
    language: 'en',
    slides: 7,
    camera: 'still',
    pointer: true,
    ink: true,
    builds: true,
    fadeSeconds: 1.2,
    minSeconds: 9,
    maxSeconds: 14,
  },
];

const slidesOf = (recipe: Recipe, seed: number): SlideSpec[] => {
  const random = createRandom(seed);
  const words = recipe.language === 'en' ? EN : ZH;
  const titles = random.shuffle(words.titles);
  const footer = recipe.language === 'en' ? 'CS 101 Systems, Lecture 4' : '计算机系统 第四讲';
  const slides: SlideSpec[] = [];
  for (let i = 0; i < recipe.slides; i++) {
    const before = slides.at(-1);
    const points = random.shuffle(words.points).slice(0, 3 + Math.floor(random.next() * 3));
    if (recipe.empty) slides.push({ title: '', points: [], footer: '' });
    else if (recipe.textOnly && before && i % 2 === 1) {
      // The same slide but for one or two of its points.
      const changed = before.points.map((point, k) => (k === 1 || k === 2 ? points[k]! : point));
      slides.push({
        ...before,
        points: changed.some((point, k) => point !== before.points[k]) ? changed : points,
      });
    } else slides.push({ title: titles[i % titles.length]!, points, footer });
  }
  return slides;
};

const toPlan = (recipe: Recipe, index: number): LecturePlan => {
  const random = createRandom(1000 + index);
  const slides = slidesOf(recipe, 77 * (index + 1));
  const plain = slides.map((_, i) => i);
  const order = recipe.recurring ? [0, 1, 0, 2, 1, 3, 0] : plain;
  const { minSeconds = 6, maxSeconds = 11 } = recipe;
  const frames = (seconds: number): number => Math.round(seconds * 25) / 25;
  return {
    name: recipe.name,
    look: recipe.look ?? 'light',
    slides,
    order,
    seconds: order.map(() => frames(random.between(minSeconds, maxSeconds))),
    builds: recipe.builds ?? false,
    fadeSeconds: recipe.fadeSeconds ?? 0,
    ...(recipe.camera ? { camera: recipe.camera } : {}),
    pointer: recipe.pointer ?? false,
    ink: recipe.ink ?? false,
  };
};

export const lecturePlans: readonly LecturePlan[] = RECIPES.map(toPlan);
