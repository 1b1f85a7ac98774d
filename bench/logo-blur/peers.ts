import { connectedComponents } from '../../src/vision/connected-components';
import { decodeFrames, probe, runFfmpeg } from '../native-ffmpeg';
import type { MarkCase, TrueMark } from './make-cases';

/** ffmpeg's delogo, given the true boxes and times. */
export const delogo = async (ffmpeg: string, one: MarkCase, path: string): Promise<void> => {
  const filters = one.marks.map(({ xPx, yPx, widthPx, heightPx, startSeconds, endSeconds }) => {
    const box = `x=${Math.max(1, xPx - 1)}:y=${Math.max(1, yPx - 1)}:w=${widthPx + 2}:h=${heightPx + 2}`;
    return `delogo=${box}:enable='between(t,${startSeconds - 0.01},${endSeconds})'`;
  });
  const h264 = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17', '-pix_fmt', 'yuv420p'];
  await runFfmpeg(ffmpeg, ['-v', 'error', '-i', one.path, '-vf', filters.join(','), ...h264, path]);
};

const WIDTH_PX = 428;
/** Median gradient (code values over two pixels) from which an edge counts as lasting. */
const EDGE = 24;
const JOIN_PX = 4;
const MIN_AREA_PX = 60;
const MAX_FRAMES = 31;

const gradients = (luma: Uint8Array, width: number): Uint8Array => {
  const lengths = new Uint8Array(luma.length);
  for (let i = width; i < luma.length - width; i++)
    lengths[i] = Math.min(255, Math.hypot(luma[i + 1]! - luma[i - 1]!, luma[i + width]! - luma[i - width]!));
  return lengths;
};

const spread = (flags: Uint8Array, width: number): Uint8Array => {
  const wide = new Uint8Array(flags.length);
  flags.forEach((flag, i) => {
    if (!flag) return;
    for (let dy = -JOIN_PX; dy <= JOIN_PX; dy++)
      for (let dx = -JOIN_PX; dx <= JOIN_PX; dx++) wide[i + dy * width + dx] = 1;
  });
  return wide;
};

/** Edges whose median over the whole clip is strong, joined into boxes: the usual way to look for a logo. */
export const medianEdges = async (ffmpeg: string, one: MarkCase): Promise<readonly TrueMark[]> => {
  const { streams, format } = await probe(ffmpeg, one.path);
  const video = streams.find(({ codec_type }) => codec_type === 'video')!;
  const scale = video.width! / WIDTH_PX;
  const heightPx = Math.round(video.height! / scale);
  const seconds = Number(format.duration ?? 1);
  const frames: Uint8Array[] = [];
  const raw = { widthPx: WIDTH_PX, heightPx, pixelFormat: 'gray' } as const;
  const filter = `fps=${Math.min(25, MAX_FRAMES / seconds)}`;
  for await (const frame of decodeFrames(ffmpeg, one.path, { ...raw, filter }))
    frames.push(gradients(new Uint8Array(frame), WIDTH_PX));
  const flags = Uint8Array.from({ length: WIDTH_PX * heightPx }, (_, i) => {
    const values = frames.map((frame) => frame[i]!).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)]! > EDGE ? 1 : 0;
  });
  return connectedComponents(spread(flags, WIDTH_PX), WIDTH_PX, heightPx)
    .map(({ left, top, right, bottom }) => ({
      xPx: (left + JOIN_PX) * scale,
      yPx: (top + JOIN_PX) * scale,
      widthPx: Math.max(1, right - left + 1 - 2 * JOIN_PX) * scale,
      heightPx: Math.max(1, bottom - top + 1 - 2 * JOIN_PX) * scale,
      startSeconds: 0,
      endSeconds: seconds + 1,
    }))
    .filter(({ widthPx, heightPx: height }) => widthPx * height > MIN_AREA_PX * scale ** 2);
};
