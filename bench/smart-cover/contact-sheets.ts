import { join } from 'node:path';
import { runFfmpeg } from '../native-ffmpeg';

const TILE = 'scale=320:180:force_original_aspect_ratio=decrease,pad=320:180:(ow-iw)/2:(oh-ih)/2,setsar=1';

/** One row of pictures, `<folder>/<name>.sheet.jpg`. */
export const writeSheet = async (
  ffmpeg: string,
  name: string,
  folder: string,
  pictures: readonly string[],
): Promise<string> => {
  const path = join(folder, `${name}.sheet.jpg`);
  const inputs = pictures.flatMap((picture) => ['-i', picture]);
  const tiles = pictures.map((_, i) => `[${i}:v]${TILE},format=yuvj420p[t${i}]`).join(';');
  const row = `${pictures.map((_, i) => `[t${i}]`).join('')}hstack=inputs=${pictures.length}[out]`;
  const graph = pictures.length === 1 ? tiles.replace('[t0]', '[out]') : `${tiles};${row}`;
  await runFfmpeg(ffmpeg, [
    ...inputs,
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    '-frames:v',
    '1',
    '-q:v',
    '3',
    path,
  ]);
  return path;
};
