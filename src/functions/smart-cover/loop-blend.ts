import type { RgbaImage, TimedImage } from '../../core/image';

/** Longest blend, and the share of the clip it may take. */
const MAX_BLEND_FRAMES = 6;
const BLEND_SHARE = 0.25;

const mix = (a: RgbaImage, b: RgbaImage, share: number): RgbaImage => {
  const data = new Uint8ClampedArray(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = share * a.data[i]! + (1 - share) * b.data[i]!;
  return { widthPx: a.widthPx, heightPx: a.heightPx, data };
};

/**
 * Makes one continuous take loop without a jump: its last frames fade into its first ones and are dropped, so the
 * end leads to where the loop begins. Takes too short for that are returned as they are.
 */
export const blendLoop = (frames: readonly TimedImage[]): readonly TimedImage[] => {
  const blend = Math.min(MAX_BLEND_FRAMES, Math.floor(frames.length * BLEND_SHARE));
  if (blend < 2) return frames;
  const kept = frames.slice(0, frames.length - blend);
  return kept.map((frame, i) => {
    if (i >= blend) return frame;
    const tail = frames[frames.length - blend + i]!;
    return { timeSeconds: frame.timeSeconds, image: mix(frame.image, tail.image, (i + 1) / (blend + 1)) };
  });
};
