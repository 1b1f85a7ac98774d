import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { FunctionId } from '../../functions/definitions';
import type { ResultViewProps } from './result-view';

type LazyView = LazyExoticComponent<ComponentType<ResultViewProps>>;

/** One line per function with a page of its own; the others get the generic list of outputs. */
export const resultViews: { readonly [Id in FunctionId]?: LazyView } = {
  'smart-cover': lazy(() => import('./smart-cover-result').then((m) => ({ default: m.SmartCoverResult }))),
  'logo-blur': lazy(() => import('./logo-blur-result').then((m) => ({ default: m.LogoBlurResult }))),
  'caption-extraction': lazy(() =>
    import('./caption-extraction-result').then((m) => ({ default: m.CaptionExtractionResult })),
  ),
  'slide-splitting': lazy(() =>
    import('./slide-splitting-result').then((m) => ({ default: m.SlideSplittingResult })),
  ),
  'portrait-matting': lazy(() =>
    import('./portrait-matting-result').then((m) => ({ default: m.PortraitMattingResult })),
  ),
  'beat-detection': lazy(() =>
    import('./beat-detection-result').then((m) => ({ default: m.BeatDetectionResult })),
  ),
  'landscape-to-portrait': lazy(() =>
    import('./landscape-to-portrait-result').then((m) => ({ default: m.LandscapeToPortraitResult })),
  ),
  'smart-mixing': lazy(() => import('./smart-mixing-result').then((m) => ({ default: m.SmartMixingResult }))),
  'chorus-detection': lazy(() =>
    import('./chorus-detection-result').then((m) => ({ default: m.ChorusDetectionResult })),
  ),
  'video-summary': lazy(() =>
    import('./video-summary-result').then((m) => ({ default: m.VideoSummaryResult })),
  ),
  'subtitle-removal': lazy(() =>
    import('./subtitle-removal-result').then((m) => ({ default: m.SubtitleRemovalResult })),
  ),
  'green-screen': lazy(() => import('./green-screen-result').then((m) => ({ default: m.GreenScreenResult }))),
};
