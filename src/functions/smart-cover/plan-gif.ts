/** What is given up to make a GIF smaller. */
export interface GifSettings {
  readonly colors: number;
  /** Change of a channel, code values, below which a pixel is left as it is shown. */
  readonly tolerance: number;
  /** 1 keeps every frame, 2 every other ... */
  readonly frameStep: number;
  /** Of the wanted width. */
  readonly scale: number;
}

interface Rung extends GifSettings {
  /** Size relative to the first rung, measured on film clips; only a first guess. */
  readonly share: number;
}

/** Colours first, then frames, then the picture's size. */
const LADDER: readonly Rung[] = [
  { colors: 255, tolerance: 3, frameStep: 1, scale: 1, share: 1 },
  { colors: 160, tolerance: 6, frameStep: 1, scale: 1, share: 0.8 },
  { colors: 96, tolerance: 9, frameStep: 1, scale: 1, share: 0.62 },
  { colors: 64, tolerance: 12, frameStep: 1, scale: 1, share: 0.5 },
  { colors: 64, tolerance: 12, frameStep: 2, scale: 1, share: 0.28 },
  { colors: 64, tolerance: 12, frameStep: 2, scale: 0.8, share: 0.19 },
  { colors: 48, tolerance: 14, frameStep: 2, scale: 0.6, share: 0.11 },
  { colors: 48, tolerance: 14, frameStep: 3, scale: 0.5, share: 0.055 },
  { colors: 32, tolerance: 18, frameStep: 4, scale: 0.4, share: 0.025 },
  { colors: 24, tolerance: 20, frameStep: 6, scale: 0.3, share: 0.01 },
  { colors: 16, tolerance: 24, frameStep: 12, scale: 0.25, share: 0.004 },
  { colors: 8, tolerance: 24, frameStep: 1000, scale: 0.2, share: 0.0005 },
];

export const gifSettings = (rung: number): GifSettings => LADDER[Math.min(rung, LADDER.length - 1)]!;

/**
 * The next rung to try after `rung` gave `bytes`: the first that should fit, always at least one further; `null`
 * when nothing is left to give up.
 */
export const nextRung = (rung: number, bytes: number, maxBytes: number): number | null => {
  if (rung + 1 >= LADDER.length) return null;
  const wanted = (LADDER[rung]!.share * maxBytes) / bytes;
  const found = LADDER.findIndex((candidate, i) => i > rung && candidate.share <= wanted);
  return found < 0 ? LADDER.length - 1 : found;
};

/** Pixels of all frames together that are held in memory while sizes are tried. */
const MAX_PIXELS = 48_000_000;

/** The width actually used: as asked, never above the source, smaller when so many frames would not fit in memory. */
export const planGifWidth = (
  wantedPx: number,
  crop: { readonly widthPx: number; readonly heightPx: number },
  frames: number,
): number => {
  const inSource = Math.min(wantedPx, crop.widthPx);
  const pixels = inSource * inSource * (crop.heightPx / crop.widthPx) * frames;
  return Math.max(16, Math.floor(inSource * Math.min(1, Math.sqrt(MAX_PIXELS / pixels))));
};
