import { expect, test } from 'vitest';
import { isDisposableAvc } from './disposable-frames';
import { measureFrameRate } from './frame-rate';
import { sniffImageType } from './media-file-kind';
import { orientImage } from './orient-image';
import { planFrameSize } from './plan-frame-size';
import { createPlaneScaler, planScaleAxis } from './scale-plane';
import { createFrameThinner } from './thin-frames';
import { createYuvToRgba } from './yuv-to-rgb';

const times = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);

test('a constant rate is found through millisecond rounding', () => {
  const rounded = times(300, 1001 / 30000).map((time) => Math.round(time * 1000) / 1000);
  const { frameRate, isVariable } = measureFrameRate(rounded);
  expect(frameRate).toBeCloseTo(29.97, 1);
  expect(isVariable).toBe(false);
});

test('one dropped frame does not make a rate variable, uneven steps do', () => {
  const dropped = times(200, 0.04).filter((_time, i) => i !== 50);
  expect(measureFrameRate(dropped)).toMatchObject({ isVariable: false });
  expect(measureFrameRate(times(200, 0.04).map((time, i) => time + (i % 2) * 0.015)).isVariable).toBe(true);
  expect(measureFrameRate([0])).toEqual({ frameRate: 0, isVariable: false });
});

test('frames fit into the limits, keep their aspect and are never enlarged', () => {
  const source = { widthPx: 1920, heightPx: 1080 };
  expect(planFrameSize(source, { maxWidthPx: 320 })).toEqual({ widthPx: 320, heightPx: 180 });
  expect(planFrameSize(source, { maxWidthPx: 320, maxHeightPx: 90 })).toEqual({ widthPx: 160, heightPx: 90 });
  expect(planFrameSize(source, { maxWidthPx: 9999 })).toEqual(source);
  expect(planFrameSize({ widthPx: 1000, heightPx: 1 }, { maxWidthPx: 10 })).toEqual({
    widthPx: 10,
    heightPx: 1,
  });
});

test('thinning takes the frame nearest to each step', () => {
  const wants = createFrameThinner(5, 24, 0);
  const kept = times(48, 1 / 24).filter(wants);
  expect(kept.map((time) => Math.round(time * 24))).toEqual([0, 5, 10, 14, 19, 24, 29, 34, 38, 43]);
  expect(times(10, 0.1).filter(createFrameThinner(undefined, 10, 0))).toHaveLength(10);
  expect(times(10, 0.1).filter(createFrameThinner(60, 10, 0))).toHaveLength(10);
});

test('scale weights sum to one and cover each input alike', () => {
  for (const [input, output] of [
    [1920, 320],
    [854, 320],
    [100, 33],
    [10, 25],
  ] as const) {
    const { first, count, weights, maxTaps } = planScaleAxis(input, output);
    const shares = new Float64Array(input);
    for (let i = 0; i < output; i++) {
      let sum = 0;
      for (let tap = 0; tap < count[i]!; tap++) {
        sum += weights[i * maxTaps + tap]!;
        shares[first[i]! + tap]! += weights[i * maxTaps + tap]!;
      }
      expect(sum).toBeCloseTo(1, 5);
    }
    if (input > output) shares.forEach((share) => expect(share).toBeCloseTo(output / input, 4));
  }
});

test('planes are averaged by area, packed four bytes at a time', () => {
  const [widthPx, heightPx, stride] = [10, 6, 12];
  const words = new Uint32Array((stride * heightPx) / 4);
  const bytes = new Uint8Array(words.buffer);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) bytes[y * stride + x] = x * 20 + y;
  const scaler = createPlaneScaler({ widthPx, heightPx }, { widthPx: 5, heightPx: 2 });
  const scaled = [...scaler.scale(words, { offset: 0, stride, step: 1, lane: 0 })];
  const expected = [1, 4].flatMap((y) => [10, 50, 90, 130, 170].map((value) => value + y));
  scaled.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(0.1));
});

test('alternating chroma planes are told apart', () => {
  const words = new Uint32Array(4);
  new Uint8Array(words.buffer).set([10, 200, 10, 200, 10, 200, 10, 200, 10, 200, 10, 200, 10, 200, 10, 200]);
  const size = { widthPx: 4, heightPx: 2 };
  for (const [lane, value] of [
    [0, 10],
    [1, 200],
  ] as const) {
    const scaled = createPlaneScaler(size, { widthPx: 2, heightPx: 1 }).scale(words, {
      offset: 0,
      stride: 8,
      step: 2,
      lane,
    });
    expect([...scaled]).toEqual([value, value]);
  }
});

test('studio and full range white, black and BT.709 red come out right', () => {
  const convert = (y: number, u: number, v: number, fullRange: boolean) => {
    const rgba = new Uint8ClampedArray(4);
    const plane = (value: number) => new Float32Array([value]);
    createYuvToRgba({ matrix: 'bt709', fullRange })({ y: plane(y), u: plane(u), v: plane(v) }, rgba);
    return [...rgba];
  };
  expect(convert(235, 128, 128, false)).toEqual([255, 255, 255, 255]);
  expect(convert(16, 128, 128, false)).toEqual([0, 0, 0, 255]);
  expect(convert(255, 128, 128, true)).toEqual([255, 255, 255, 255]);
  const [red, green, blue] = convert(63, 102, 240, false);
  expect(red).toBeGreaterThan(250);
  expect(green).toBeLessThan(4);
  expect(blue).toBeLessThan(4);
});

test('pictures turn clockwise and mirror', () => {
  const pixel = (value: number) => [value, 0, 0, 255];
  const image = { widthPx: 2, heightPx: 1, data: new Uint8ClampedArray([...pixel(1), ...pixel(2)]) };
  const reds = (rotationDegrees: number, flip = false) => {
    const turned = orientImage(image, { rotationDegrees, flip });
    return [turned.widthPx, turned.heightPx, turned.data[0], turned.data[4]];
  };
  expect(reds(0)).toEqual([2, 1, 1, 2]);
  expect(reds(90)).toEqual([1, 2, 1, 2]);
  expect(reds(180)).toEqual([2, 1, 2, 1]);
  expect(reds(270)).toEqual([1, 2, 2, 1]);
  expect(reds(0, true)).toEqual([2, 1, 2, 1]);
});

test('only slices that nothing refers to may be left out', () => {
  const unit = (header: number, ...rest: number[]) => [0, 0, 0, 1 + rest.length, header, ...rest];
  const [information, unreferred, referred, keyframe] = [0x06, 0x01, 0x41, 0x65];
  expect(isDisposableAvc(new Uint8Array(unit(unreferred, 9)), 4)).toBe(true);
  expect(isDisposableAvc(new Uint8Array([...unit(information, 1, 2), ...unit(unreferred, 9)]), 4)).toBe(true);
  expect(isDisposableAvc(new Uint8Array([...unit(information, 1, 2), ...unit(referred, 9)]), 4)).toBe(false);
  expect(isDisposableAvc(new Uint8Array(unit(keyframe, 9)), 4)).toBe(false);
  expect(isDisposableAvc(new Uint8Array(), 4)).toBe(false);
});

test('images are known by their first bytes', () => {
  const head = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(sniffImageType(head('\u0089PNG\r\n'))).toBe('image/png');
  expect(sniffImageType(head('\u00ff\u00d8\u00ff\u00e0'))).toBe('image/jpeg');
  expect(sniffImageType(head('GIF89a'))).toBe('image/gif');
  expect(sniffImageType(head('RIFF0000WEBPVP8 '))).toBe('image/webp');
  expect(sniffImageType(head('\0\0\0\u0020ftypavif\0\0\0\0avif'))).toBe('image/avif');
  expect(sniffImageType(head('\0\0\0\u0020ftypisom\0\0\0\0isom'))).toBeNull();
  expect(sniffImageType(head('RIFF0000AVI LIST'))).toBeNull();
});
