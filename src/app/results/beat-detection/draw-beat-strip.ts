import type { BeatLevel, WaveformData } from '../../../core/beat-result';

export interface StripView {
  readonly waveform: WaveformData;
  readonly levels: readonly BeatLevel[];
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Rows of dots under the waveform take this much each. */
const ROW_PX = 12;
const LINE_LEVELS = new Set(['downbeat', 'beat', 'section']);
const PEAK_FULL_SCALE = 255;

const color = (canvas: HTMLCanvasElement, name: string): string =>
  getComputedStyle(canvas).getPropertyValue(name).trim() || 'currentColor';

const drawPeaks = (
  context: CanvasRenderingContext2D,
  view: StripView,
  width: number,
  height: number,
): void => {
  const { peaks, secondsPerPeak } = view.waveform;
  const loudest = Math.max(1, ...peaks) / PEAK_FULL_SCALE;
  for (let x = 0; x < width; x++) {
    const at = (share: number): number =>
      (view.startSeconds + share * (view.endSeconds - view.startSeconds)) / secondsPerPeak;
    const slice = peaks.slice(Math.floor(at(x / width)), Math.floor(at((x + 1) / width)) + 1);
    const peak = Math.max(0, ...slice) / PEAK_FULL_SCALE / loudest;
    context.fillRect(x, (height - peak * height) / 2, 1, Math.max(1, peak * height));
  }
};

const LINE_HEIGHT: Readonly<Record<string, number>> = { section: 1, downbeat: 1, beat: 0.55 };

/** Draws at device resolution with the theme's colours. */
export const drawBeatStrip = (canvas: HTMLCanvasElement, view: StripView): void => {
  const context = canvas.getContext('2d');
  const { width, height } = canvas.getBoundingClientRect();
  if (!context || width === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.scale(devicePixelRatio, devicePixelRatio);
  const rows = view.levels.filter(({ name }) => !LINE_LEVELS.has(name));
  const waveHeight = height - rows.length * ROW_PX;
  context.fillStyle = color(canvas, '--strip-wave');
  drawPeaks(context, view, Math.floor(width), waveHeight);
  const xOf = (seconds: number): number =>
    ((seconds - view.startSeconds) / (view.endSeconds - view.startSeconds)) * width;
  const isSeen = (seconds: number): boolean => seconds >= view.startSeconds && seconds <= view.endSeconds;
  const lines = view.levels.filter(({ name }) => LINE_LEVELS.has(name)).toReversed();
  for (const { name, times } of lines) {
    context.fillStyle = color(canvas, `--strip-${name}`);
    const tall = (LINE_HEIGHT[name] ?? 0.5) * waveHeight;
    const wide = name === 'beat' ? 1.5 : 2.5;
    for (const time of times.filter(isSeen)) {
      context.fillRect(xOf(time) - wide / 2, (waveHeight - tall) / 2, wide, tall);
    }
  }
  rows.forEach(({ times, strength }, row) => {
    context.fillStyle = color(canvas, '--strip-dot');
    times.forEach((time, n) => {
      if (!isSeen(time)) return;
      const radius = 1.5 + 3 * (strength[n] ?? 0);
      context.beginPath();
      context.arc(xOf(time), waveHeight + (row + 0.5) * ROW_PX, radius, 0, 2 * Math.PI);
      context.fill();
    });
  });
};
