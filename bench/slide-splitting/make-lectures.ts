import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrames } from '../native-ffmpeg';
import { drawStates, LOOKS, type SizePx } from './draw-slides';
import { cameraPlace, drawCamera, drawInk, drawPointer, planInk } from './lecture-overlays';
import { lecturePlans, type LecturePlan } from './lecture-plan';

const FRAME_RATE = 25;
const SIZE: SizePx = { widthPx: 1280, heightPx: 720 };
const CAMERA: SizePx = { widthPx: 288, heightPx: 162 };
/** Seconds of the camera's clip that are gone through again and again. */
const CAMERA_SECONDS = 8;

export interface LectureTruth {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly title: string;
  /** Equal for a slide that comes back. */
  readonly slide: number;
}

export interface LectureCase {
  readonly name: string;
  readonly path: string;
  readonly truth: readonly LectureTruth[];
}

/** Segments of a plan; a cross-fade ends one and begins the next in its middle. */
export const truthOf = ({ order, seconds, slides }: LecturePlan): LectureTruth[] => {
  let start = 0;
  return order.map((slide, i) => {
    const startSeconds = start;
    start += seconds[i]!;
    return { startSeconds, endSeconds: start, title: slides[slide]!.title, slide };
  });
};

const readCamera = async (ffmpeg: string, clip: string): Promise<readonly Buffer[]> => {
  const frames: Buffer[] = [];
  const video = {
    ...CAMERA,
    pixelFormat: 'rgb24',
    filter: `fps=${FRAME_RATE}`,
    startSeconds: 4,
    durationSeconds: CAMERA_SECONDS,
  } as const;
  for await (const frame of decodeFrames(ffmpeg, clip, video)) frames.push(Buffer.from(frame));
  return frames;
};

/** How many points are shown, so long into a segment. */
const stateAt = (plan: LecturePlan, segment: number, into: number): number => {
  const points = plan.slides[plan.order[segment]!]!.points.length;
  // A slide that comes back is whole at once.
  const isBack = plan.order.indexOf(plan.order[segment]!) < segment;
  if (!plan.builds || isBack) return points;
  const step = Math.min(2, (plan.seconds[segment]! - 2) / (points + 1));
  return Math.min(points, Math.floor(into / step));
};

const blend = (from: Buffer, to: Buffer, share: number): Buffer => {
  const mixed = Buffer.allocUnsafe(from.length);
  const weight = Math.round(share * 256);
  for (let i = 0; i < mixed.length; i++) mixed[i] = (from[i]! * (256 - weight) + to[i]! * weight) >> 8;
  return mixed;
};

interface Drawn {
  readonly plan: LecturePlan;
  readonly states: readonly (readonly Buffer[])[];
  readonly camera: readonly Buffer[];
}

const drawFrame = (
  { plan, states, camera }: Drawn,
  truth: readonly LectureTruth[],
  index: number,
): Buffer => {
  const time = index / FRAME_RATE;
  const segment = Math.max(
    0,
    truth.findLastIndex(({ startSeconds }) => startSeconds <= time),
  );
  const { startSeconds, endSeconds } = truth[segment]!;
  const half = plan.fadeSeconds / 2;
  const look = (at: number, into: number): Buffer =>
    states[plan.order[at]!]![stateAt(plan, at, Math.max(0, into))]!;
  const own = look(segment, time - startSeconds);
  const [isEarly, isLate] = [
    segment > 0 && time - startSeconds < half,
    segment + 1 < truth.length && endSeconds - time <= half,
  ];
  let frame: Buffer;
  if (isEarly) {
    const before = truth[segment - 1]!;
    frame = blend(
      look(segment - 1, before.endSeconds - before.startSeconds),
      own,
      0.5 + (time - startSeconds) / plan.fadeSeconds,
    );
  } else if (isLate) frame = blend(own, look(segment + 1, 0), 0.5 - (endSeconds - time) / plan.fadeSeconds);
  else frame = Buffer.from(own);
  if (plan.ink) {
    const seconds = endSeconds - startSeconds;
    const points = planInk(segment + 9, seconds * 0.7, SIZE);
    drawInk(frame, SIZE, points, Math.floor((time - startSeconds - 1) * 100));
  }
  if (plan.camera) {
    const pixels = camera[index % camera.length]!;
    drawCamera(frame, SIZE, { pixels, size: CAMERA }, cameraPlace(plan.camera, time, SIZE, CAMERA));
  }
  if (plan.pointer) drawPointer(frame, SIZE, time);
  return frame;
};

const encode = async (ffmpeg: string, path: string, frames: Iterable<Buffer>): Promise<void> => {
  const input = `-f rawvideo -pix_fmt rgb24 -s ${SIZE.widthPx}x${SIZE.heightPx} -r ${FRAME_RATE} -i -`;
  const codec = '-c:v libx264 -preset veryfast -crf 25 -pix_fmt yuv420p';
  const args = `-nostdin -v error -y ${input} -an ${codec}`.split(' ');
  const child = spawn(ffmpeg, [...args, path], { stdio: ['pipe', 'ignore', 'inherit'] });
  const exit = once(child, 'exit');
  for (const frame of frames) if (!child.stdin.write(frame)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = (await exit) as [number];
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} at ${path}`);
};

function* framesOf(drawn: Drawn, truth: readonly LectureTruth[]): Generator<Buffer> {
  const count = Math.round(truth.at(-1)!.endSeconds * FRAME_RATE);
  for (let index = 0; index < count; index++) yield drawFrame(drawn, truth, index);
}

/** Lectures drawn from seeded plans, with the exact truth. Files that are there already are kept. */
export const makeLectures = async (
  ffmpeg: string,
  clip: string,
  folder: string,
  log: (message: string) => void,
): Promise<readonly LectureCase[]> => {
  const camera = await readCamera(ffmpeg, clip);
  const cases: LectureCase[] = [];
  for (const plan of lecturePlans) {
    const path = join(folder, `${plan.name}.mp4`);
    const truth = truthOf(plan);
    cases.push({ name: plan.name, path, truth });
    if (existsSync(path)) continue;
    log(`slide-splitting: drawing ${plan.name}`);
    const states: (readonly Buffer[])[] = [];
    for (const slide of plan.slides)
      states.push(await drawStates({ ffmpeg, folder }, slide, LOOKS[plan.look]!, SIZE));
    await encode(ffmpeg, path, framesOf({ plan, states, camera }, truth));
  }
  return cases;
};
