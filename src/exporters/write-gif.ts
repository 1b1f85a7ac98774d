import { GIFEncoder, type GifFrameOptions, type GifPalette } from 'gifenc';
import { MediaError } from '../core/errors';
import type { RgbaImage } from '../core/image';
import { ditherFrame } from './gif-dither';
import { choosePalette, createNearestColor, type NearestColor } from './gif-palette';

/** Frames that share a palette: one shot. All frames of a GIF have one size. */
export interface GifScene {
  readonly frames: readonly { readonly image: RgbaImage; readonly durationSeconds: number }[];
}

export interface GifOptions {
  /** 2..255; one more index is kept for "unchanged". */
  readonly colors: number;
  /** A pixel is redrawn when a channel has changed by more than this, code values. */
  readonly tolerance: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** Below two hundredths most viewers slow a frame down to ten. */
const MIN_DELAY_CENTISECONDS = 2;

/** What is on screen, as the source colours it was painted from: small changes add up and get drawn in the end. */
interface Screen {
  readonly painted: Uint8ClampedArray;
  readonly keep: Uint8Array;
}

const markUnchanged = ({ painted, keep }: Screen, frame: RgbaImage, tolerance: number): void => {
  const { data } = frame;
  for (let i = 0, p = 0; i < keep.length; i++, p += 4) {
    const change = Math.max(
      Math.abs(data[p]! - painted[p]!),
      Math.abs(data[p + 1]! - painted[p + 1]!),
      Math.abs(data[p + 2]! - painted[p + 2]!),
    );
    keep[i] = change <= tolerance ? 1 : 0;
    if (!keep[i]) painted.set(data.subarray(p, p + 4), p);
  }
};

const startScreen = (screen: Screen, frame: RgbaImage): void => {
  screen.keep.fill(0);
  screen.painted.set(frame.data);
};

/** Whole hundredths that add up to the true length. */
const delaysOf = (scenes: readonly GifScene[]): readonly number[] => {
  let seconds = 0;
  let written = 0;
  return scenes.flatMap((scene) =>
    scene.frames.map(({ durationSeconds }) => {
      seconds += durationSeconds;
      const delay = Math.max(MIN_DELAY_CENTISECONDS, Math.round(seconds * 100) - written);
      written += delay;
      return delay;
    }),
  );
};

interface Ink {
  readonly palette: GifPalette;
  readonly nearest: NearestColor;
}

const inkOf = (scene: GifScene, colors: number): Ink => {
  const palette = choosePalette(
    scene.frames.map(({ image }) => image),
    colors,
  );
  return { palette, nearest: createNearestColor(palette) };
};

/** The palette with one more entry, the index of "unchanged". */
const withKeepEntry = (palette: GifPalette): GifPalette => [...palette, [0, 0, 0]];

/** Indexes of one frame: what changed, in the scene's palette. */
const indexFrame = (frame: RgbaImage, ink: Ink, { keep }: Screen): Uint8Array =>
  ditherFrame({ frame, ...ink, keep, keepIndex: ink.palette.length });

const frameOptions = ({ palette }: Ink, delayCentiseconds: number): GifFrameOptions => ({
  palette: withKeepEntry(palette),
  delay: delayCentiseconds * 10,
  transparent: true,
  transparentIndex: palette.length,
  dispose: 1,
  repeat: 0,
});

/** Lets messages (cancel) in between frames. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * An endlessly looping GIF: a palette for each scene, error-diffusion dithering, and only what changed redrawn.
 * Throws `encode-failed` when there is no frame.
 */
export const writeGif = async (scenes: readonly GifScene[], options: GifOptions): Promise<Blob> => {
  const first = scenes[0]?.frames[0]?.image;
  if (!first) throw new MediaError('encode-failed', 'A GIF needs at least one frame');
  const encoder = GIFEncoder();
  const pixels = first.widthPx * first.heightPx;
  const screen = { painted: new Uint8ClampedArray(pixels * 4), keep: new Uint8Array(pixels) };
  const delays = delaysOf(scenes);
  let done = 0;
  for (const scene of scenes) {
    const ink = inkOf(scene, options.colors);
    for (const [index, { image }] of scene.frames.entries()) {
      await breathe();
      options.signal.throwIfAborted();
      if (index === 0) startScreen(screen, image);
      else markUnchanged(screen, image, options.tolerance);
      const indexes = indexFrame(image, ink, screen);
      encoder.writeFrame(indexes, image.widthPx, image.heightPx, frameOptions(ink, delays[done]!));
      done++;
      options.onProgress?.(done / delays.length);
    }
  }
  encoder.finish();
  return new Blob([encoder.bytesView()], { type: 'image/gif' });
};
