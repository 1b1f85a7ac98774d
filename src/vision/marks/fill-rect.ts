import { pullPush } from '../pull-push';
import { readRect, writeRect, type EditPlane, type PlaneRect } from './edit-plane';

/** Weight of the rect above which a pixel is unknown. */
const UNKNOWN = 0.02;

/** Replaces what lies under the rect smoothly by what lies round it. */
export const fillRect = (plane: EditPlane, rect: PlaneRect): void => {
  if (rect.weights.length === 0) return;
  const values = readRect(plane, rect);
  const weights = Float32Array.from(rect.weights, (weight) => (weight > UNKNOWN ? 0 : 1));
  const field = { widthPx: rect.width, heightPx: rect.height, channels: 1, values, weights };
  writeRect(plane, rect, pullPush(field));
};
