import {
  BufferTarget,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import { memoizeAsync } from '../core/memoize-async';
import type { SizePx } from './plan-frame-size';

const PROBE_BITS_PER_SECOND = 1_000_000;
/** Broken drivers hang instead of failing. */
const PROBE_TIMEOUT_MS = 5000;

const encodeOne = async (width: number, height: number): Promise<boolean> => {
  const quality = new Quality({ bitrate: PROBE_BITS_PER_SECOND });
  if (!(await canEncodeVideo('avc', { width, height, quality }))) return false;
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const source = new VideoSampleSource({ codec: 'avc', quality });
  output.addVideoTrack(source);
  await output.start();
  const layout = {
    format: 'RGBX',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
    duration: 1,
  } as const;
  using sample = new VideoSample(new Uint8Array(width * height * 4), layout);
  await source.add(sample);
  await output.finalize();
  return (output.target.buffer?.byteLength ?? 0) > 0;
};

const probe = memoizeAsync(async (size: string): Promise<boolean> => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PROBE_TIMEOUT_MS));
  return Promise.race([encodeOne(width, height).catch(() => false), late]);
});

/** Really encodes one H.264 frame of this size; the answer is kept. */
export const canReallyEncodeAvc = ({ widthPx, heightPx }: SizePx): Promise<boolean> =>
  probe(`${widthPx}x${heightPx}`);
