import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readGif } from '../../src/exporters/read-gif';
import type { JobReport } from '../bench-suite';

export interface GifFacts {
  readonly bytes: number;
  readonly frames: number;
  readonly seconds: number;
  readonly loops: boolean;
  readonly widthPx: number;
}

/** Decodes the GIF that a job made; `null` when there is none. */
export const checkGif = async (report: JobReport): Promise<GifFacts | null> => {
  const file = report.OutputFiles.find(({ MimeType }) => MimeType === 'image/gif');
  if (!file) return null;
  const gif = readGif(new Uint8Array(await readFile(join(report.folder, file.Name))));
  return {
    bytes: file.Size,
    frames: gif.frameCount,
    seconds: gif.durationSeconds,
    loops: gif.repeat === 0,
    widthPx: gif.widthPx,
  };
};
