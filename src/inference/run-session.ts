import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { createSerialQueue } from '../core/serial-queue';
import type { TensorData, TensorMap } from './network';
import type { OnnxRuntime } from './onnx-runtime';

/** onnxruntime-web can neither create nor run two sessions at once; everything that touches it goes through here. */
export const onnxQueue = createSerialQueue();

type TensorType = 'float32' | 'uint8' | 'int64' | 'int32';

const typeOf = (data: TensorData['data']): TensorType => {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Uint8Array) return 'uint8';
  return data instanceof BigInt64Array ? 'int64' : 'int32';
};

const isPlain = (data: unknown): data is TensorData['data'] =>
  data instanceof Float32Array ||
  data instanceof Uint8Array ||
  data instanceof BigInt64Array ||
  data instanceof Int32Array;

const toTensorData = (name: string, tensor: Tensor): TensorData => {
  const { data, dims } = tensor;
  if (!isPlain(data))
    throw new TypeError(`Output ${name} has type ${tensor.type}, which no network here uses`);
  return { dims, data };
};

/** One run; call it inside `onnxQueue`. Every tensor made for it is disposed of, outputs stay as plain arrays. */
export const runSession = async (
  ort: OnnxRuntime,
  session: InferenceSession,
  feeds: TensorMap,
): Promise<TensorMap> => {
  const inputs = Object.entries(feeds).map(
    ([name, { data, dims }]) => [name, new ort.Tensor(typeOf(data), data, dims)] as const,
  );
  const outputs = await session.run(Object.fromEntries(inputs));
  try {
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, toTensorData(name, tensor)]),
    );
  } finally {
    for (const tensor of Object.values(outputs)) tensor.dispose();
    for (const [, tensor] of inputs) tensor.dispose();
  }
};
