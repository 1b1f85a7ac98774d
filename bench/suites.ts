import type { BenchSuite } from './bench-suite';

/** One line per suite; loaded only when it is run. The key is the suite's id. */
export const suites: Readonly<Record<string, () => Promise<{ readonly suite: BenchSuite }>>> = {
  'beat-detection': () => import('./beat-detection/suite'),
  'caption-extraction': () => import('./caption-extraction/suite'),
  'chorus-detection': () => import('./chorus-detection/suite'),
  'green-screen': () => import('./green-screen/suite'),
  'landscape-to-portrait': () => import('./landscape-to-portrait/suite'),
  'logo-blur': () => import('./logo-blur/suite'),
  'odd-sounds': () => import('./odd-sounds/suite'),
  'portrait-matting': () => import('./portrait-matting/suite'),
  'render-speed': () => import('./render-speed/suite'),
  robustness: () => import('./robustness/suite'),
  'smart-cover': () => import('./smart-cover/suite'),
  'slide-splitting': () => import('./slide-splitting/suite'),
  shots: () => import('./shots/suite'),
  'smart-mixing': () => import('./smart-mixing/suite'),
  'video-summary': () => import('./video-summary/suite'),
  'subtitle-removal': () => import('./subtitle-removal/suite'),
};
