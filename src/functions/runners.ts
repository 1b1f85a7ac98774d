import type { RunFunction } from '../core/media-function';
import type { DefinitionOf, FunctionName } from './definitions';

type Runners = {
  readonly [N in FunctionName]: () => Promise<{ readonly run: RunFunction<DefinitionOf<N>> }>;
};

/** Worker only. One lazy chunk per function; a missing name does not compile. */
export const runners: Runners = {
  VideoClip: () => import('./video-summary/run'),
  VideoDetext: () => import('./subtitle-removal/run'),
  VideoDelogo: () => import('./logo-blur/run'),
  VideoH2V: () => import('./landscape-to-portrait/run'),
  Cover: () => import('./smart-cover/run'),
  MusicSegmentDetect: () => import('./chorus-detection/run'),
  AudioMixing: () => import('./smart-mixing/run'),
  PortraitMatting: () => import('./portrait-matting/run'),
  VideoGreenScreenMatting: () => import('./green-screen/run'),
  VideoSplit: () => import('./slide-splitting/run'),
  AudioBeatDetection: () => import('./beat-detection/run'),
  CaptionExtraction: () => import('./caption-extraction/run'),
};
