import { bytesField, intField, textField } from './protobuf-bytes';

/**
 * A network small enough to write out by hand: `y = sigmoid(conv3x3(x, weights) + bias)`, padding 1.
 * Its answer is computed here in plain arithmetic, so a backend that compiles but calculates wrongly is caught.
 */

const IN_CHANNELS = 2;
const OUT_CHANNELS = 3;
const SIDE = 8;
const KERNEL = 3;

/** TensorProto.DataType.FLOAT */
const FLOAT = 1;
/** AttributeProto.AttributeType.INTS */
const INTS = 7;

/** Fixed numbers in -1..1 without a pattern a wrong layout could hide in. */
const patternOf = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => Math.sin((index + 1) * seed));

const weights = patternOf(OUT_CHANNELS * IN_CHANNELS * KERNEL * KERNEL, 12.9898);
const bias = patternOf(OUT_CHANNELS, 4.1414);

/** `[1, 2, 8, 8]` */
export const selfTestInput = patternOf(IN_CHANNELS * SIDE * SIDE, 78.233);
export const selfTestInputDims: readonly number[] = [1, IN_CHANNELS, SIDE, SIDE];

/** Largest difference a sound backend may show; WebGPU and WASM agree within 1e-5 on such sums. */
export const SELF_TEST_TOLERANCE = 1e-3;

const tensorProto = (name: string, dims: readonly number[], data: Float32Array): number[] => [
  ...dims.flatMap((dim) => intField(1, dim)),
  ...intField(2, FLOAT),
  ...textField(8, name),
  ...bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
];

const valueInfo = (name: string, dims: readonly number[]): number[] => {
  const shape = dims.flatMap((dim) => bytesField(1, intField(1, dim)));
  const tensorType = [...intField(1, FLOAT), ...bytesField(2, shape)];
  return [...textField(1, name), ...bytesField(2, bytesField(1, tensorType))];
};

const convNode = (): number[] => {
  const pads = [
    ...textField(1, 'pads'),
    ...[1, 1, 1, 1].flatMap((pad) => intField(8, pad)),
    ...intField(20, INTS),
  ];
  return [
    ...['x', 'weights', 'bias'].flatMap((name) => textField(1, name)),
    ...textField(2, 'sum'),
    ...textField(4, 'Conv'),
    ...bytesField(5, pads),
  ];
};

/** The ONNX file (IR version 8, opset 13), about 600 bytes. */
export const selfTestModel = (): Uint8Array => {
  const outDims = [1, OUT_CHANNELS, SIDE, SIDE];
  const graph = [
    ...bytesField(1, convNode()),
    ...bytesField(1, [...textField(1, 'sum'), ...textField(2, 'y'), ...textField(4, 'Sigmoid')]),
    ...textField(2, 'self-test'),
    ...bytesField(5, tensorProto('weights', [OUT_CHANNELS, IN_CHANNELS, KERNEL, KERNEL], weights)),
    ...bytesField(5, tensorProto('bias', [OUT_CHANNELS], bias)),
    ...bytesField(11, valueInfo('x', selfTestInputDims)),
    ...bytesField(12, valueInfo('y', outDims)),
  ];
  return Uint8Array.from([
    ...intField(1, 8),
    ...bytesField(7, graph),
    ...bytesField(8, [...textField(1, ''), ...intField(2, 13)]),
  ]);
};

const inputAt = (channel: number, y: number, x: number): number =>
  y < 0 || x < 0 || y >= SIDE || x >= SIDE ? 0 : selfTestInput[(channel * SIDE + y) * SIDE + x]!;

const convolveAt = (out: number, y: number, x: number): number => {
  let sum = bias[out]!;
  for (let tap = 0; tap < IN_CHANNELS * KERNEL * KERNEL; tap++) {
    const channel = Math.floor(tap / (KERNEL * KERNEL));
    const row = Math.floor(tap / KERNEL) % KERNEL;
    const weight = weights[out * IN_CHANNELS * KERNEL * KERNEL + tap]!;
    sum += weight * inputAt(channel, y + row - 1, x + (tap % KERNEL) - 1);
  }
  return sum;
};

/** What `y` must be: `[1, 3, 8, 8]`. */
export const selfTestAnswer = (): Float32Array =>
  Float32Array.from({ length: OUT_CHANNELS * SIDE * SIDE }, (_, index) => {
    const out = Math.floor(index / (SIDE * SIDE));
    const sum = convolveAt(out, Math.floor(index / SIDE) % SIDE, index % SIDE);
    return 1 / (1 + Math.exp(-sum));
  });
