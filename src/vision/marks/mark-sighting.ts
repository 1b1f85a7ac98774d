import type { Rect } from './integral';
import type { FrameRun } from './mark-track';
import type { StillRegion } from './still-regions';

/** Something that stays on the picture for a while. Whether it is a mark is for a plan to say. */
export interface MarkSighting {
  /** Pixels of the stack's frames. */
  readonly box: Rect;
  readonly run: FrameRun;
  /** Its measures over the frames it is in. */
  readonly region: StillRegion;
  /** Share of the mark shown by every frame of the stack, 1 = fully there. */
  readonly amounts: readonly number[];
  /** It came or went while the rest of the picture stood still. */
  readonly popped: boolean;
}
