import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { RgbaImage } from '../../src/core/image';
import { resizeStraight } from '../matte-cases/resize-straight';
import { createNoise, type Noise } from './seeded-noise';

/** A cut-out subject: straight colours and true alpha. */
export interface Subject {
  readonly name: string;
  readonly image: RgbaImage;
}

export interface ScreenSpec {
  readonly name: string;
  /** Screen colour under full light, sRGB 0..255. */
  readonly rgb: readonly [number, number, number];
  /** Light falls off by this share towards one corner and the edges. */
  readonly unevenness: number;
  /** Luminance ripple of folds in the cloth, share of the screen colour. */
  readonly wrinkles: number;
  readonly markers: 'none' | 'darker' | 'tape';
  /** Standard deviation of sensor noise, code values. */
  readonly noise: number;
  /** Share of the screen colour that falls on the subject near its outline. */
  readonly spill: number;
}

export interface CaseSpec {
  readonly name: string;
  readonly subject: Subject;
  readonly screen: ScreenSpec;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  /** Sub-positions averaged per frame: 1 = sharp, 8 = half a frame of motion blur. */
  readonly blurSamples: number;
  /** Peak travel in pixels over the clip. */
  readonly travelPx: number;
}

/** One frame: what the camera saw and what is true. Straight colours, alpha 0..255. */
export interface CaseFrame {
  readonly plate: RgbaImage;
  readonly truth: RgbaImage;
}

const FRAME_RATE = 25;

/** Bilinear sample of premultiplied colour; outside is clear. Adds `weight` times the sample to `out[at..at+3]`. */
const addSample = (
  image: RgbaImage,
  [x, y]: readonly [number, number],
  out: Float32Array,
  [at, weight]: readonly [number, number],
) => {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  for (let dy = 0; dy < 2; dy++) {
    for (let dx = 0; dx < 2; dx++) {
      const px = x0 + dx;
      const py = y0 + dy;
      if (px < 0 || py < 0 || px >= image.widthPx || py >= image.heightPx) continue;
      const share = weight * (dx ? x - x0 : 1 - x + x0) * (dy ? y - y0 : 1 - y + y0);
      const i = (py * image.widthPx + px) * 4;
      const alpha = (image.data[i + 3]! / 255) * share;
      out[at] = out[at]! + image.data[i]! * alpha;
      out[at + 1] = out[at + 1]! + image.data[i + 1]! * alpha;
      out[at + 2] = out[at + 2]! + image.data[i + 2]! * alpha;
      out[at + 3] = out[at + 3]! + alpha;
    }
  }
};

/** The subject's place at a moment `t` in frames: centre, rotation. Rests, drifts and swings like a person. */
const poseAt = (spec: CaseSpec, t: number) => {
  const phase = (t / spec.frames) * Math.PI * 2;
  return {
    xPx: spec.widthPx / 2 + spec.travelPx * Math.sin(phase),
    yPx: spec.heightPx * 0.56 + spec.travelPx * 0.15 * Math.sin(2 * phase + 1),
    angle: 0.06 * Math.sin(phase * 1.5),
  };
};

/** Premultiplied `[height, width, 4]` floats: colour 0..255 times alpha, alpha 0..1. */
const renderSubject = (spec: CaseSpec, frame: number): Float32Array => {
  const { widthPx, heightPx, blurSamples } = spec;
  const { image } = spec.subject;
  const out = new Float32Array(widthPx * heightPx * 4);
  for (let sample = 0; sample < blurSamples; sample++) {
    const pose = poseAt(spec, frame + (blurSamples > 1 ? sample / (2 * blurSamples) : 0));
    const cos = Math.cos(pose.angle);
    const sin = Math.sin(pose.angle);
    for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
      const dx = (pixel % widthPx) - pose.xPx;
      const dy = Math.floor(pixel / widthPx) - pose.yPx;
      const sx = cos * dx + sin * dy + image.widthPx / 2;
      const sy = -sin * dx + cos * dy + image.heightPx / 2;
      if (sx < -1 || sy < -1 || sx > image.widthPx || sy > image.heightPx) continue;
      addSample(image, [sx, sy], out, [pixel * 4, 1 / blurSamples]);
    }
  }
  return out;
};

const isMarker = (spec: CaseSpec, x: number, y: number): boolean => {
  const cell = spec.widthPx / 7;
  const u = Math.abs((x % cell) - cell / 2);
  const v = Math.abs((y % cell) - cell / 2);
  return Math.min(u, v) < 2.5 && Math.max(u, v) < 12;
};

/** The lit, folded, marked cloth, `[height, width, 3]`, 0..255. Still through the clip. */
const renderScreen = (spec: CaseSpec): Float32Array => {
  const { widthPx, heightPx, screen } = spec;
  const out = new Float32Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const u = x / widthPx;
      const v = y / heightPx;
      const light = 1 - screen.unevenness * (0.6 * Math.hypot(u - 0.35, v - 0.3) + 0.5 * u * v);
      const fold = Math.sin(22 * u + 5 * Math.sin(3 * v + 1)) ** 9 + 0.6 * Math.sin(31 * v + 7 * u) ** 7;
      const gain = light * (1 + screen.wrinkles * fold);
      const mark = screen.markers !== 'none' && isMarker(spec, x, y);
      for (let c = 0; c < 3; c++) {
        const cloth = screen.rgb[c]! * gain;
        const marked = screen.markers === 'tape' ? 225 * light : cloth * 0.72;
        out[(y * widthPx + x) * 3 + c] = Math.min(250, mark ? marked : cloth);
      }
    }
  }
  return out;
};

/** How strongly the screen lights each subject pixel: falls off inwards from the outline over ~2 % of the width. */
const spillField = (spec: CaseSpec, subject: Float32Array): Float32Array => {
  const { widthPx, heightPx } = spec;
  const alpha = new Float32Array(widthPx * heightPx);
  for (let i = 0; i < alpha.length; i++) alpha[i] = subject[i * 4 + 3]!;
  const radius = Math.round(widthPx * 0.02);
  const blurred = boxBlur(boxBlur(alpha, widthPx, heightPx, radius), widthPx, heightPx, radius);
  return blurred.map((value) => Math.max(0, 1 - value));
};

const boxBlur = (plane: Float32Array, widthPx: number, heightPx: number, radius: number): Float32Array => {
  const pass = (
    input: Float32Array,
    [lines, length]: readonly [number, number],
    [lineStep, step]: readonly [number, number],
  ) => {
    const output = new Float32Array(input.length);
    for (let line = 0; line < lines; line++) {
      const base = line * lineStep;
      const at = (k: number) => input[base + Math.min(length - 1, Math.max(0, k)) * step]!;
      let sum = 0;
      for (let k = -radius; k <= radius; k++) sum += at(k);
      for (let k = 0; k < length; k++) {
        output[base + k * step] = sum / (2 * radius + 1);
        sum += at(k + radius + 1) - at(k - radius);
      }
    }
    return output;
  };
  return pass(pass(plane, [heightPx, widthPx], [widthPx, 1]), [widthPx, heightPx], [1, widthPx]);
};

const toByte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

const composeFrame = (
  spec: CaseSpec,
  screen: Float32Array,
  subject: Float32Array,
  noise: Noise,
): CaseFrame => {
  const { widthPx, heightPx } = spec;
  const plate = new Uint8ClampedArray(widthPx * heightPx * 4);
  const truth = new Uint8ClampedArray(widthPx * heightPx * 4);
  const spill = spec.screen.spill > 0 ? spillField(spec, subject) : null;
  for (let i = 0; i < widthPx * heightPx; i++) {
    const alpha = subject[i * 4 + 3]!;
    const glow = (spill?.[i] ?? 0) * spec.screen.spill * alpha;
    const grain = noise() * spec.screen.noise * 0.6;
    for (let c = 0; c < 3; c++) {
      const colour = subject[i * 4 + c]! + glow * spec.screen.rgb[c]!;
      plate[i * 4 + c] = toByte(
        colour + (1 - alpha) * screen[i * 3 + c]! + grain + noise() * spec.screen.noise,
      );
      truth[i * 4 + c] = alpha > 0 ? toByte(subject[i * 4 + c]! / alpha) : 0;
    }
    plate[i * 4 + 3] = 255;
    truth[i * 4 + 3] = toByte(alpha * 255);
  }
  return { plate: { widthPx, heightPx, data: plate }, truth: { widthPx, heightPx, data: truth } };
};

/** Frames of one case, in order, always the same for the same spec. */
export function* renderCase(spec: CaseSpec): Generator<CaseFrame> {
  const screen = renderScreen(spec);
  const noise = createNoise(spec.name);
  for (let frame = 0; frame < spec.frames; frame++) {
    yield composeFrame(spec, screen, renderSubject(spec, frame), noise);
  }
}

/** Writes the plate as H.264 4:2:0 near camera quality (crf 16), bt709 tagged; returns the path and the truth. */
export const writeCase = (ffmpeg: string, spec: CaseSpec, folder: string) => {
  const path = join(folder, `${spec.name}.mp4`);
  const plates: Uint8Array[] = [];
  const truth: RgbaImage[] = [];
  for (const frame of renderCase(spec)) {
    plates.push(new Uint8Array(frame.plate.data.buffer));
    truth.push(frame.truth);
  }
  const size = `${spec.widthPx}x${spec.heightPx}`;
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-r', `${FRAME_RATE}`, '-i', '-'];
  const colour = [
    '-vf',
    'scale=out_color_matrix=bt709:out_range=tv',
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
  ];
  const codec = ['-c:v', 'libx264', '-crf', '16', '-preset', 'fast', '-pix_fmt', 'yuv420p'];
  const run = spawnSync(ffmpeg, ['-v', 'error', '-y', ...input, ...colour, ...codec, path], {
    input: Buffer.concat(plates),
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return { path, truth };
};

/** Scales a subject to a height, premultiplied so that no background colour bleeds into the edge. */
export const scaleSubject = (subject: Subject, heightPx: number): Subject => ({
  name: subject.name,
  image: resizeStraight(
    subject.image,
    Math.round((subject.image.widthPx * heightPx) / subject.image.heightPx),
    heightPx,
  ),
});
