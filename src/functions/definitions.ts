import { beatDetection } from './beat-detection/definition';
import { greenScreen } from './green-screen/definition';
import { captionExtraction } from './caption-extraction/definition';
import { chorusDetection } from './chorus-detection/definition';
import { landscapeToPortrait } from './landscape-to-portrait/definition';
import { logoBlur } from './logo-blur/definition';
import { portraitMatting } from './portrait-matting/definition';
import { slideSplitting } from './slide-splitting/definition';
import { smartCover } from './smart-cover/definition';
import { smartMixing } from './smart-mixing/definition';
import { subtitleRemoval } from './subtitle-removal/definition';
import { videoSummary } from './video-summary/definition';

/** Explicit list, in the order of the gallery; safe on the main thread (data and zod only). */
export const definitions = [
  smartCover,
  videoSummary,
  captionExtraction,
  subtitleRemoval,
  landscapeToPortrait,
  logoBlur,
  portraitMatting,
  greenScreen,
  smartMixing,
  beatDetection,
  chorusDetection,
  slideSplitting,
] as const;

export type Definition = (typeof definitions)[number];
export type FunctionName = Definition['functionName'];
export type FunctionId = Definition['id'];
export type DefinitionOf<N extends FunctionName> = Extract<Definition, { functionName: N }>;

/** `undefined` for a name that is not one of ours; names come from outside, so the parameter is a plain string. */
export const findDefinition = (functionName: string): Definition | undefined =>
  definitions.find((definition) => definition.functionName === functionName);
