import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { convertGraphModel } from './convert-graph-model.mjs';

const halfOf = (value: number): number => {
  // Exact for the small integers and halves used here.
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
};

const halves = (name: string, shape: number[], values: number[]) => ({
  entry: { name, shape, dtype: 'float32', quantization: { dtype: 'float16', original_dtype: 'float32' } },
  bytes: Buffer.from(Uint16Array.from(values, halfOf).buffer),
});
const ints = (name: string, shape: number[], values: number[]) => ({
  entry: { name, shape, dtype: 'int32' },
  bytes: Buffer.from(Int32Array.from(values).buffer),
});

const plain = {
  padding: { s: Buffer.from('VALID').toString('base64') },
  data_format: { s: Buffer.from('NHWC').toString('base64') },
  strides: { list: { i: ['1', '1', '1', '1'] } },
  dilations: { list: { i: ['1', '1', '1', '1'] } },
};
const tensor = (name: string, dims: number[]) => ({
  name: `${name}:0`,
  tensorShape: { dim: dims.map((size) => ({ size: String(size) })) },
});

/** `[1,2,3,3]` in, padded, moved to channels-last, convolved 2 -> 1 channels, activated, moved back, flattened. */
const smallModel = (extraOperation?: string) => {
  const weights = [
    ints('pads', [4, 2], [0, 0, 0, 0, 1, 0, 0, 1]),
    ints('last', [4], [0, 2, 3, 1]),
    ints('first', [4], [0, 3, 1, 2]),
    halves('kernel', [2, 2, 2, 1], [1, 0, 0, 2, 0.5, 0, 0, -1]),
    halves('bias', [1], [-3]),
    ints('shape', [2], [1, -1]),
  ];
  const node = (op: string, name: string, input: string[], attr: object = {}) => ({ op, name, input, attr });
  const operations = [
    node('Identity', 'out', ['flat']),
    node('Reshape', 'flat', ['back', 'shape']),
    node('Transpose', 'back', [extraOperation ? 'extra' : 'active', 'first']),
    ...(extraOperation ? [node(extraOperation, 'extra', ['active'])] : []),
    node('LeakyRelu', 'active', ['sum'], { alpha: { f: 0.5 } }),
    node('Add', 'sum', ['conv', 'bias']),
    node('Conv2D', 'conv', ['moved', 'kernel'], plain),
    node('Transpose', 'moved', ['padded', 'last']),
    node('Pad', 'padded', ['x', 'pads']),
    { op: 'Placeholder', name: 'x', attr: {} },
    ...weights.map(({ entry }) => ({ op: 'Const', name: entry.name, attr: {} })),
  ];
  const json = {
    modelTopology: { node: operations },
    weightsManifest: [{ paths: ['w.bin'], weights: weights.map(({ entry }) => entry) }],
    signature: { inputs: { x: tensor('x', [1, 2, 3, 3]) }, outputs: { out: tensor('out', [1, 9]) } },
  };
  return { json: Buffer.from(JSON.stringify(json)), bin: Buffer.concat(weights.map(({ bytes }) => bytes)) };
};

/** The same network in plain loops. */
const expected = (x: Float32Array): number[] => {
  const at = (channel: number, y: number, column: number): number =>
    y < 1 || column > 2 ? 0 : x[channel * 9 + (y - 1) * 3 + column]!;
  const kernel = [1, 0, 0, 2, 0.5, 0, 0, -1];
  return Array.from({ length: 9 }, (_, index) => {
    const y = Math.floor(index / 3);
    let sum = -3;
    for (let tap = 0; tap < 8; tap++) {
      sum += kernel[tap]! * at(tap % 2, y + Math.floor(tap / 4), (index % 3) + (Math.floor(tap / 2) % 2));
    }
    return sum < 0 ? sum / 2 : sum;
  });
};

test('a converted network calculates what its graph says', async () => {
  const { json, bin } = smallModel();
  const onnx = convertGraphModel(json, bin);
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(new Uint8Array(onnx));
  const x = Float32Array.from({ length: 18 }, (_, index) => ((index * 7) % 11) - 4);
  const { out } = await session.run({ x: new ort.Tensor('float32', x, [1, 2, 3, 3]) });
  expect(Array.from(out!.data as Float32Array)).toEqual(expected(x));
  expect(convertGraphModel(json, bin).equals(onnx)).toBe(true);
});

test('an operation that is not understood is refused by name', () => {
  const { json, bin } = smallModel('Einsum');
  expect(() => convertGraphModel(json, bin)).toThrow('Einsum');
});

test('a weights file of the wrong length is refused', () => {
  const { json, bin } = smallModel();
  expect(() => convertGraphModel(json, bin.subarray(0, -2))).toThrow();
});
