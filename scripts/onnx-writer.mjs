/** Writes the parts of the ONNX protobuf that a converted network needs (onnx.proto3, IR version 8). */

export const FLOAT = 1;
export const INT64 = 7;
export const FLOAT16 = 10;

/** AttributeProto.AttributeType */
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 };

const varint = (value) => {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
};

const intField = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytesField = (field, bytes) => Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
const textField = (field, text) => bytesField(field, Buffer.from(text));
const floatField = (field, value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | 5), bytes]);
};

const attributeProto = ([name, value]) => {
  if (Array.isArray(value)) {
    const ints = value.map((item) => intField(8, item));
    return Buffer.concat([textField(1, name), ...ints, intField(20, ATTRIBUTE.ints)]);
  }
  if (typeof value === 'string') {
    return Buffer.concat([textField(1, name), textField(4, value), intField(20, ATTRIBUTE.string)]);
  }
  if (typeof value === 'object') {
    return Buffer.concat([textField(1, name), floatField(2, value.float), intField(20, ATTRIBUTE.float)]);
  }
  return Buffer.concat([textField(1, name), intField(3, value), intField(20, ATTRIBUTE.int)]);
};

/** Attribute values: integers, integer lists, strings, and `{ float: x }`. An empty input name leaves the input out. */
export const nodeProto = ({ op, inputs, outputs, attributes = {} }) =>
  Buffer.concat([
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, op),
    ...Object.entries(attributes).map((attribute) => bytesField(5, attributeProto(attribute))),
  ]);

export const tensorProto = ({ name, dims, type, raw }) =>
  Buffer.concat([
    ...dims.map((dim) => intField(1, dim)),
    intField(2, type),
    textField(8, name),
    bytesField(9, raw),
  ]);

const valueInfo = ({ name, dims, type }) => {
  const shape = Buffer.concat(dims.map((dim) => bytesField(1, intField(1, dim))));
  const tensorType = Buffer.concat([intField(1, type), bytesField(2, shape)]);
  return Buffer.concat([textField(1, name), bytesField(2, bytesField(1, tensorType))]);
};

/** A whole ONNX file. `nodes` and `initializers` are already encoded. */
export const modelProto = ({ name, nodes, initializers, inputs, outputs, opset }) => {
  const graph = Buffer.concat([
    ...nodes.map((node) => bytesField(1, node)),
    textField(2, name),
    ...initializers.map((tensor) => bytesField(5, tensor)),
    ...inputs.map((input) => bytesField(11, valueInfo(input))),
    ...outputs.map((output) => bytesField(12, valueInfo(output))),
  ]);
  const opsetId = Buffer.concat([textField(1, ''), intField(2, opset)]);
  return Buffer.concat([intField(1, 8), bytesField(7, graph), bytesField(8, opsetId)]);
};
