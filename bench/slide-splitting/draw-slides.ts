import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** One slide: a title and points that may come one by one. */
export interface SlideSpec {
  readonly title: string;
  readonly points: readonly string[];
  /** Small line at the bottom, the same on all slides of a deck; or none. */
  readonly footer: string;
}

export interface SlideLook {
  readonly background: string;
  readonly ink: string;
  readonly accent: string;
  readonly font: string;
}

export const LOOKS: Readonly<Record<string, SlideLook>> = {
  light: { background: '0xffffff', ink: '0x202020', accent: '0x1f4e9c', font: 'Noto Sans CJK SC' },
  cream: { background: '0xf6efe0', ink: '0x3a3226', accent: '0x8a3b12', font: 'Noto Serif CJK SC' },
  dark: { background: '0x1d2530', ink: '0xe8e8e8', accent: '0xffc857', font: 'Noto Sans CJK SC' },
};

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
  /** Shown from this state on. */
  readonly from: number;
}

const place = (
  { title, points, footer }: SlideSpec,
  look: SlideLook,
  { widthPx, heightPx }: SizePx,
): Placed[] => {
  const unit = heightPx / 100;
  const rows = points.map((text, i) => ({
    text: `• ${text}`,
    x: widthPx * 0.07,
    y: (24 + i * 11) * unit,
    size: 4.4 * unit,
    color: look.ink,
    from: i + 1,
  }));
  return [
    { text: title, x: widthPx * 0.05, y: 7 * unit, size: 7.2 * unit, color: look.accent, from: 0 },
    ...rows,
    { text: footer, x: widthPx * 0.05, y: 94 * unit, size: 2.4 * unit, color: look.ink, from: 0 },
  ].filter(({ text }) => text !== '');
};

/** The slide with 0, 1, 2 ... points, as packed RGB. */
export const drawStates = async (
  { ffmpeg, folder }: { readonly ffmpeg: string; readonly folder: string },
  slide: SlideSpec,
  look: SlideLook,
  size: SizePx,
): Promise<readonly Buffer[]> => {
  const filters: string[] = [];
  for (const [i, item] of place(slide, look, size).entries()) {
    const file = join(folder, `words-${i}.txt`);
    await writeFile(file, item.text);
    filters.push(
      `drawtext=textfile='${file}':font='${look.font}':fontsize=${Math.round(item.size)}:fontcolor=${item.color}:x=${Math.round(item.x)}:y=${Math.round(item.y)}:enable='gte(n,${item.from})'`,
    );
  }
  const line = `drawbox=x=${Math.round(size.widthPx * 0.05)}:y=${Math.round(size.heightPx * 0.18)}:w=${Math.round(size.widthPx * 0.9)}:h=3:color=${look.accent}:t=fill`;
  const states = slide.points.length + 1;
  const source = `color=c=${look.background}:s=${size.widthPx}x${size.heightPx}:r=1:d=${states}`;
  const { stdout } = await execute(
    ffmpeg,
    [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `${source},format=rgb24,${[line, ...filters].join(',')}`,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 1 << 30 },
  );
  const bytes = size.widthPx * size.heightPx * 3;
  return Array.from({ length: states }, (_, i) => stdout.subarray(i * bytes, (i + 1) * bytes));
};
