import type { NormalizedBox } from '../core/geometry';
import type { Plane, RgbaImage } from '../core/image';
import { lumaPlane } from './color';
import { measureGraphicCues, type GraphicCues } from './graphics';
import { pictureSignature, type PictureSignature } from './picture-signature';
import type { FrameMotion } from './shot-evidence';
import { fitInside, resizeArea } from './resize';
import { measureSaliency } from './saliency';
import { measureTextLines } from './text-lines';
import { measureSharpness, type Sharpness } from './sharpness';
import { measureColorfulness, measureTone, type Tone } from './tone';
import { summarizeSaliency, type Subject } from './plan-subject';

/** One face of a frame; boxes normalised. */
export interface FaceMeasure {
  readonly box: NormalizedBox;
  readonly confidence: number;
  /** Acutance inside the box, as in `Sharpness`. */
  readonly acutance: number;
  /** Mean luma inside the box, code values. */
  readonly luma: number;
  /** Contrast of the eye patches; means something only beside the same face in other frames. */
  readonly eyeContrast: number | null;
  /** 0 closed .. 1 open, compared with the same face nearby in time; `null` when unknown. */
  readonly eyesOpen: number | null;
  /** 0 profile .. 1 frontal; `null` when unknown. */
  readonly frontal: number | null;
}

/** Plain numbers about one frame: all that planning sees. */
export interface FrameMeasures {
  readonly timeSeconds: number;
  readonly tone: Tone;
  readonly colorfulness: number;
  readonly sharpness: Sharpness;
  readonly graphics: GraphicCues;
  /** Length of the longest line of overlaid text, share of the width. */
  readonly textWidth: number;
  readonly subject: Subject;
  readonly faces: readonly FaceMeasure[];
  readonly signature: PictureSignature;
  /** Change to the frame before; `null` when that was not seen. */
  readonly motion: FrameMotion | null;
  /** Inside or within two frames of a cut, dissolve or fade. */
  readonly inTransition: boolean;
}

/** A small saliency map is kept with each frame for cropping. */
export interface MeasuredFrame {
  readonly measures: FrameMeasures;
  readonly saliency: Plane;
  /** At most 160 px on the longer side. */
  readonly thumb: RgbaImage;
}

/** Longer side of the pictures that are measured. */
export const ANALYSIS_PX = 480;
/** Longer side of the picture from which colour and layout are taken, px. */
const COLOR_PX = 160;

/** Measures a picture of at most about 480 px; faces, motion and transitions are known by the caller. */
export const measureFrame = (
  image: RgbaImage,
  known: Pick<FrameMeasures, 'timeSeconds' | 'faces' | 'motion' | 'inTransition'>,
): MeasuredFrame => {
  const size = fitInside(image, COLOR_PX, COLOR_PX);
  const small = resizeArea(image, size.widthPx, size.heightPx);
  const luma = lumaPlane(image);
  const saliency = measureSaliency(small);
  const measures: FrameMeasures = {
    ...known,
    tone: measureTone(luma),
    colorfulness: measureColorfulness(small),
    sharpness: measureSharpness(luma),
    graphics: measureGraphicCues(image, luma),
    textWidth: measureTextLines(luma),
    subject: summarizeSaliency(saliency),
    signature: pictureSignature(small),
  };
  return { measures, saliency, thumb: small };
};
