import type { RunFunction } from '../core/media-function';
import type { DefinitionOf, FunctionName } from './definitions';

type Runners = {
  readonly [N in FunctionName]: () => Promise<{ readonly run: RunFunction<DefinitionOf<N>> }>;
};

/** Worker only. One lazy chunk per function; a missing name does not compile. */
export const runners: Runners = {
  Cover: () => import('./smart-cover/run'),
  MusicSegmentDetect: () => import('./chorus-detection/run'),
  AudioMixing: () => import('./smart-mixing/run'),
  VideoGreenScreenMatting: () => import('./green-screen/run'),
  AudioBeatDetection: () => import('./beat-detection/run'),
};
