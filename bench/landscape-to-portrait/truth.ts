import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Corners, px of the source. */
export type PixelBox = readonly [left: number, top: number, right: number, bottom: number];

/** A clip and where its subject truly is. */
export interface ReframeCase {
  readonly name: string;
  readonly kind: 'real' | 'generated' | 'speakers';
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  /** One for each frame. */
  readonly boxes: readonly PixelBox[];
}

interface DavisBoxes {
  readonly fps: number;
  readonly size: readonly [number, number];
  readonly bbox_xyxy: readonly PixelBox[];
}

/** Clips of the DAVIS set with the box of their subject in every frame. */
export const loadRealCases = async (mediaRoot: string): Promise<readonly ReframeCase[]> => {
  const folder = join(mediaRoot, 'portraits');
  const load = async (name: string): Promise<ReframeCase> => {
    const { fps, size, bbox_xyxy } = JSON.parse(
      await readFile(join(folder, `${name}_bbox.json`), 'utf8'),
    ) as DavisBoxes;
    const path = join(folder, `${name}.mp4`);
    return {
      name,
      kind: 'real',
      path,
      widthPx: size[0],
      heightPx: size[1],
      frameRate: fps,
      boxes: bbox_xyxy,
    };
  };
  return Promise.all(['breakdance', 'dance-twirl'].map(load));
};
