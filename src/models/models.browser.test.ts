import { expect, test } from 'vitest';
import type { Plane, RgbaImage } from '../core/image';
import { openFaceDetector } from './face-detector';
import { openFaceKeypoints } from './face-keypoints';
import { openInpainter } from './inpainter';
import { openObjectDetector } from './object-detector';
import { openPortraitMatte } from './portrait-matte';
import { openSubjectMatte } from './subject-matte';
import { openTextReader } from './text-reader';
import { openVoiceActivity, silentVoiceState, VAD_WINDOW_SAMPLES } from './voice-activity';
import { voiceProbabilities } from './voice-probabilities';

const options = { signal: new AbortController().signal, backend: 'wasm' as const, log: () => undefined };

type Draw = (context: OffscreenCanvasRenderingContext2D) => void;

const paint = (widthPx: number, heightPx: number, draw: Draw): RgbaImage => {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthPx, heightPx);
  draw(context);
  return { widthPx, heightPx, data: context.getImageData(0, 0, widthPx, heightPx).data };
};

const ellipse = (
  context: OffscreenCanvasRenderingContext2D,
  color: string,
  [x, y, rx, ry]: number[],
): void => {
  context.fillStyle = color;
  context.beginPath();
  context.ellipse(x!, y!, rx!, ry!, 0, 0, 2 * Math.PI);
  context.fill();
};

/** A drawn face: shaded oval, hair, eyes, nose and mouth; enough for both face networks. */
const portrait = (centerX: number): RgbaImage =>
  paint(640, 480, (context) => {
    context.fillStyle = '#4a6b8a';
    context.fillRect(0, 0, 640, 480);
    ellipse(context, '#2c3e50', [centerX, 470, 150, 130]);
    ellipse(context, '#2b1b12', [centerX, 205, 98, 130]);
    context.filter = 'blur(2px)';
    ellipse(context, '#d9a382', [centerX, 225, 80, 108]);
    ellipse(context, '#e8b898', [centerX, 215, 55, 80]);
    for (const side of [-1, 1]) {
      ellipse(context, '#3a2417', [centerX + side * 32, 183, 20, 4]);
      ellipse(context, '#f4efe9', [centerX + side * 32, 202, 17, 9]);
      ellipse(context, '#27180f', [centerX + side * 32, 202, 8, 8]);
      ellipse(context, '#b57d60', [centerX + side * 9, 252, 6, 4]);
    }
    ellipse(context, '#c08a6c', [centerX, 240, 9, 22]);
    ellipse(context, '#a34848', [centerX, 283, 30, 9]);
    ellipse(context, '#7d2f33', [centerX, 282, 26, 3]);
  });

const meanInside = (plane: Plane, x0: number, y0: number, size: number): number => {
  let sum = 0;
  for (let y = y0; y < y0 + size; y++) {
    for (let x = x0; x < x0 + size; x++) sum += plane.data[y * plane.widthPx + x]!;
  }
  return sum / (size * size);
};

test('a drawn face is found with its keypoints in their places, a plain picture has none', async () => {
  await using detector = await openFaceDetector(options);
  await using keypoints = await openFaceKeypoints(options);
  const image = portrait(200);
  const [face, ...others] = await detector.detect(image, { levels: 2 });
  expect(others).toEqual([]);
  const { xPx, widthPx, yPx, heightPx } = face!.box;
  expect(Math.abs(xPx + widthPx / 2 - 200)).toBeLessThan(25);
  expect(Math.abs(yPx + heightPx / 2 - 230)).toBeLessThan(40);
  const found = await keypoints.find(image, face!.box);
  expect(Math.abs(found!.rightEye.xPx - 168)).toBeLessThan(20);
  expect(Math.abs(found!.leftEye.xPx - 232)).toBeLessThan(20);
  expect(found!.mouth.yPx).toBeGreaterThan(found!.noseTip.yPx);
  expect(found!.noseTip.yPx).toBeGreaterThan(found!.leftEye.yPx);
  expect(await detector.detect(paint(640, 480, () => undefined))).toEqual([]);
});

test('English lines are read with their spaces, in reading order', async () => {
  await using reader = await openTextReader(options);
  const image = paint(640, 200, (context) => {
    context.fillStyle = '#111';
    context.font = '40px sans-serif';
    context.fillText('Hello brave new world', 40, 70);
    context.fillText('The second line 42', 40, 150);
  });
  const rows = await reader.read(image);
  expect(rows.map((row) => row.map((line) => line.text).join(' '))).toEqual([
    'Hello brave new world',
    'The second line 42',
  ]);
  expect(await reader.read(paint(320, 200, () => undefined))).toEqual([]);
});

test('mattes hold the subject and leave the background out', async () => {
  const image = portrait(320);
  await using people = await openPortraitMatte(options);
  const alpha = await people.matte(image, { shortSidePx: 256 });
  expect([alpha.widthPx, alpha.heightPx]).toEqual([640, 480]);
  expect(meanInside(alpha, 300, 200, 40)).toBeGreaterThan(0.9);
  expect(meanInside(alpha, 10, 10, 40)).toBeLessThan(0.1);
  await using subjects = await openSubjectMatte(options);
  const mask = await subjects.matte(image);
  expect(meanInside(mask, 300, 200, 40)).toBeGreaterThan(0.7);
  expect(meanInside(mask, 10, 10, 40)).toBeLessThan(0.1);
});

test('a drawn stop sign is found where it stands', async () => {
  const image = paint(640, 360, (context) => {
    context.fillStyle = '#9db8cc';
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = '#777';
    context.fillRect(415, 200, 10, 160);
    for (const [color, radius] of [
      ['#fff', 84],
      ['#b5121b', 76],
    ] as const) {
      context.fillStyle = color;
      context.beginPath();
      for (let corner = 0; corner < 8; corner++) {
        const angle = ((corner + 0.5) * Math.PI) / 4;
        context.lineTo(420 + radius * Math.cos(angle), 150 + radius * Math.sin(angle));
      }
      context.fill();
    }
    context.fillStyle = '#fff';
    context.font = 'bold 50px sans-serif';
    context.textAlign = 'center';
    context.fillText('STOP', 420, 168);
  });
  await using detector = await openObjectDetector(options);
  const sign = (await detector.detect(image)).find((object) => object.className === 'stop sign');
  expect(Math.abs(sign!.box.xPx + sign!.box.widthPx / 2 - 420)).toBeLessThan(15);
  expect(Math.abs(sign!.box.yPx + sign!.box.heightPx / 2 - 150)).toBeLessThan(20);
  expect(Math.abs(sign!.box.widthPx - 155)).toBeLessThan(30);
});

test('a hole in a gradient is filled in its colours and nothing else changes', async () => {
  const image = paint(320, 240, (context) => {
    const gradient = context.createLinearGradient(0, 0, 320, 0);
    gradient.addColorStop(0, 'rgb(40, 80, 120)');
    gradient.addColorStop(1, 'rgb(200, 180, 90)');
    context.fillStyle = gradient;
    context.fillRect(0, 0, 320, 240);
  });
  const damaged = { ...image, data: image.data.slice() };
  const mask = { widthPx: 320, heightPx: 240, data: new Float32Array(320 * 240) };
  for (let y = 100; y < 130; y++) {
    mask.data.fill(1, y * 320 + 140, y * 320 + 180);
    damaged.data.fill(255, (y * 320 + 140) * 4, (y * 320 + 180) * 4);
  }
  await using inpainter = await openInpainter(options);
  const filled = await inpainter.fill(damaged, mask);
  let inside = 0;
  let outside = 0;
  for (let i = 0; i < mask.data.length; i++) {
    for (let c = 0; c < 3; c++) {
      const difference = Math.abs(filled.data[i * 4 + c]! - image.data[i * 4 + c]!);
      if (mask.data[i]! > 0) inside += difference;
      else outside += difference;
    }
  }
  expect(outside).toBe(0);
  expect(inside / (40 * 30 * 3)).toBeLessThan(8);
});

test('silence and a steady tone are no voice, and the stream may come in blocks of any size', async () => {
  await using voice = await openVoiceActivity(options);
  const tone = Float32Array.from(
    { length: 16_000 },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16_000),
  );
  const probabilitiesOf = async (blocks: Float32Array[]): Promise<number[]> => {
    const values: number[] = [];
    for await (const value of voiceProbabilities(voice, blocks, options.signal)) values.push(value);
    return values;
  };
  const whole = await probabilitiesOf([tone]);
  expect(whole).toHaveLength(Math.ceil(16_000 / VAD_WINDOW_SAMPLES));
  expect(Math.max(...whole.slice(5))).toBeLessThan(0.5);
  expect(await probabilitiesOf([tone.subarray(0, 700), tone.subarray(700, 701), tone.subarray(701)])).toEqual(
    whole,
  );
  const silence = await voice.step(silentVoiceState(), new Float32Array(VAD_WINDOW_SAMPLES));
  expect(silence.probability).toBeLessThan(0.3);
  await expect(voice.step(silentVoiceState(), new Float32Array(3))).rejects.toThrow(RangeError);
});
