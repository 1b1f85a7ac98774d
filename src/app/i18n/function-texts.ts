import type { Definition, FunctionId } from '../../functions/definitions';
import * as beatDetection from './functions/beat-detection';
import * as captionExtraction from './functions/caption-extraction';
import * as greenScreen from './functions/green-screen';
import * as chorusDetection from './functions/chorus-detection';
import * as landscapeToPortrait from './functions/landscape-to-portrait';
import * as logoBlur from './functions/logo-blur';
import * as portraitMatting from './functions/portrait-matting';
import * as slideSplitting from './functions/slide-splitting';
import * as smartCover from './functions/smart-cover';
import * as smartMixing from './functions/smart-mixing';
import * as subtitleRemoval from './functions/subtitle-removal';
import * as videoSummary from './functions/video-summary';
import type { FunctionText, Language } from './function-text';

type TextsById = {
  readonly [D in Definition as D['id']]: Readonly<Record<Language, FunctionText<D>>>;
};

/** One line per function; a missing one does not compile. */
export const functionTexts = {
  'caption-extraction': captionExtraction,
  'video-summary': videoSummary,
  'chorus-detection': chorusDetection,
  'slide-splitting': slideSplitting,
  'logo-blur': logoBlur,
  'subtitle-removal': subtitleRemoval,
  'landscape-to-portrait': landscapeToPortrait,
  'smart-cover': smartCover,
  'smart-mixing': smartMixing,
  'green-screen': greenScreen,
  'portrait-matting': portraitMatting,
  'beat-detection': beatDetection,
} satisfies TextsById;

export type FunctionTextOf<Id extends FunctionId> = (typeof functionTexts)[Id]['en'];

/** The same words with loose keys, for code that works on any function. */
export const looseFunctionText = (id: FunctionId, language: Language): FunctionText =>
  functionTexts[id][language];
