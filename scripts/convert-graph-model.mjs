/**
 * Rewrites a TensorFlow.js graph model as ONNX, so that the one inference engine runs it. It knows the operations of
 * the networks we stage and refuses all others. The result depends on the input alone, so it has one sha-256.
 *
 * TensorFlow works channels-last, ONNX channels-first. Every tensor is kept as an ONNX tensor plus the axis order in
 * which TensorFlow sees it; a transposition then costs nothing unless a reshape or an output needs it done.
 */
import { FLOAT, FLOAT16, INT64, modelProto, nodeProto, tensorProto } from './onnx-writer.mjs';

/** The first version in which Resize may name the axes it changes. */
const OPSET = 18;
/** TensorFlow sees `[n, h, w, c]` where ONNX has `[n, c, h, w]`. */
const CHANNELS_LAST = [0, 2, 3, 1];
const AS_IS = [0, 1, 2, 3];

const sameOrder = (a, b) => a.every((axis, index) => axis === b[index]);

/** Names of constants -> `{ dims, ints }` or `{ dims, halves }` (raw little-endian float16). */
const readConstants = (manifest, weights) => {
  const constants = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap((group) => group.weights)) {
    const half = dtype === 'float32' && quantization?.dtype === 'float16';
    if (!half && dtype !== 'int32') throw new Error(`Weights of type ${dtype} are not understood (${name})`);
    const count = shape.reduce((product, dim) => product * dim, 1);
    const raw = weights.subarray(at, at + count * (half ? 2 : 4));
    at += raw.length;
    const ints = () => Array.from({ length: count }, (_, index) => raw.readInt32LE(index * 4));
    constants.set(name, half ? { dims: shape, halves: raw } : { dims: shape, ints: ints() });
  }
  if (at !== weights.length) throw new Error('The weights file has another length than its manifest says');
  return constants;
};

/** `[h, w, in, out]` to `[out, in, h, w]`. */
const toOihw = ({ dims: [h, w, inputs, outputs], halves }) => {
  const raw = Buffer.alloc(halves.length);
  let to = 0;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let tap = 0; tap < h * w; tap++, to += 2)
        raw.writeUInt16LE(halves.readUInt16LE(((tap * inputs + i) * outputs + o) * 2), to);
    }
  }
  return { dims: [outputs, inputs, h, w], halves: raw };
};

const base64Text = (attribute) => Buffer.from(attribute.s, 'base64').toString();
const intList = (attribute) => attribute.list.i.map(Number);

class Converter {
  nodes = [];
  initializers = [];
  /** TensorFlow name -> `{ name, order }`: TensorFlow's axis `k` is axis `order[k]` of the ONNX tensor. */
  tensors = new Map();
  /** Transpositions already emitted. */
  made = new Set();

  constructor(constants, nodesByName) {
    this.constants = constants;
    this.byName = nodesByName;
  }

  emit(op, inputs, outputs, attributes) {
    this.nodes.push(nodeProto({ op, inputs, outputs, attributes }));
    return outputs[0];
  }

  int64(name, values) {
    const raw = Buffer.alloc(values.length * 8);
    values.forEach((value, index) => raw.writeBigInt64LE(BigInt(value), index * 8));
    this.initializers.push(tensorProto({ name, dims: [values.length], type: INT64, raw }));
    return name;
  }

  float(name, { dims, halves }) {
    this.initializers.push(tensorProto({ name: `${name}/half`, dims, type: FLOAT16, raw: halves }));
    return this.emit('Cast', [`${name}/half`], [name], { to: FLOAT });
  }

  /** Constant integers, those included that TensorFlow adds to an all-zero tensor. */
  ints(name) {
    const constant = this.constants.get(name);
    if (constant?.ints) return constant.ints;
    const node = this.byName.get(name);
    if (node?.op === 'AddV2')
      return this.ints(node.input[0]).map((value, i) => value + this.ints(node.input[1])[i]);
    if (node?.op === 'SparseToDense' && this.constants.get(node.input[0])?.dims[0] === 0) {
      return Array.from({ length: this.ints(node.input[1])[0] }, () => 0);
    }
    throw new Error(`${name} is not a constant`);
  }

  tensor(name) {
    const tensor = this.tensors.get(name.endsWith(':0') ? name.slice(0, -2) : name);
    if (!tensor) throw new Error(`${name} is used before it is made`);
    return tensor;
  }

  /** The ONNX tensor as TensorFlow sees it, or in the order asked for. */
  inOrder({ name, order }, wanted = AS_IS) {
    if (sameOrder(order, wanted)) return name;
    const perm = AS_IS.map((axis) => order[wanted.indexOf(axis)]);
    const made = `${name}/order${perm.join('')}`;
    if (!this.made.has(made)) this.emit('Transpose', [name], [made], { perm });
    this.made.add(made);
    return made;
  }

  convert(node) {
    const operation = OPERATIONS[node.op];
    if (!operation) throw new Error(`The operation ${node.op} is not understood (${node.name})`);
    operation(this, node);
  }
}

const spatial = (attribute) => intList(attribute).slice(1, 3);

const requirePlain = (node) => {
  const { padding, data_format: format } = node.attr;
  if (base64Text(padding) !== 'VALID' || base64Text(format) !== 'NHWC') {
    throw new Error(`${node.name}: only NHWC without automatic padding is understood`);
  }
};

const elementwise = (op, attributesOf) => (converter, node) => {
  const { name, order } = converter.tensor(node.input[0]);
  converter.emit(op, [name], [node.name], attributesOf?.(node));
  converter.tensors.set(node.name, { name: node.name, order });
};

const add = (converter, node) => {
  const a = converter.tensor(node.input[0]);
  const constant = converter.constants.get(node.input[1]);
  if (constant) {
    // One value per TensorFlow's last axis, which is ONNX's channel axis here.
    if (!sameOrder(a.order, CHANNELS_LAST))
      throw new Error(`${node.name}: an addend of this shape is not understood`);
    const addend = converter.float(`${node.name}/addend`, { ...constant, dims: [...constant.dims, 1, 1] });
    converter.emit('Add', [a.name, addend], [node.name]);
  } else {
    converter.emit('Add', [a.name, converter.inOrder(converter.tensor(node.input[1]), a.order)], [node.name]);
  }
  converter.tensors.set(node.name, { name: node.name, order: a.order });
};

const pad = (converter, node) => {
  const { name, order } = converter.tensor(node.input[0]);
  const amounts = converter.ints(node.input[1]);
  const ofAxis = (side) => AS_IS.map((axis) => amounts[order.indexOf(axis) * 2 + side]);
  const pads = converter.int64(`${node.name}/pads`, [...ofAxis(0), ...ofAxis(1)]);
  const fill = node.input[2] && converter.float(`${node.name}/fill`, converter.constants.get(node.input[2]));
  converter.emit('Pad', fill ? [name, pads, fill] : [name, pads], [node.name]);
  converter.tensors.set(node.name, { name: node.name, order });
};

const conv = (converter, node) => {
  requirePlain(node);
  const input = converter.inOrder(converter.tensor(node.input[0]), CHANNELS_LAST);
  const kernel = toOihw(converter.constants.get(node.input[1]));
  const weights = converter.float(`${node.name}/weights`, kernel);
  converter.emit('Conv', [input, weights], [node.name], {
    kernel_shape: kernel.dims.slice(2),
    strides: spatial(node.attr.strides),
    dilations: spatial(node.attr.dilations),
  });
  converter.tensors.set(node.name, { name: node.name, order: CHANNELS_LAST });
};

const maxPool = (converter, node) => {
  requirePlain(node);
  const input = converter.inOrder(converter.tensor(node.input[0]), CHANNELS_LAST);
  converter.emit('MaxPool', [input], [node.name], {
    kernel_shape: spatial(node.attr.ksize),
    strides: spatial(node.attr.strides),
  });
  converter.tensors.set(node.name, { name: node.name, order: CHANNELS_LAST });
};

const resize = (converter, node) => {
  const input = converter.inOrder(converter.tensor(node.input[0]), CHANNELS_LAST);
  if (!node.attr.half_pixel_centers.b)
    throw new Error(`${node.name}: only half-pixel centres are understood`);
  const sizes = converter.int64(`${node.name}/sizes`, converter.ints(node.input[1]));
  converter.emit('Resize', [input, '', '', sizes], [node.name], {
    axes: [2, 3],
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  });
  converter.tensors.set(node.name, { name: node.name, order: CHANNELS_LAST });
};

const concat = (converter, node) => {
  const first = converter.tensor(node.input[0]);
  const inputs = node.input
    .slice(0, -1)
    .map((name) => converter.inOrder(converter.tensor(name), first.order));
  const axis = first.order[converter.ints(node.input.at(-1))[0]];
  converter.emit('Concat', inputs, [node.name], { axis });
  converter.tensors.set(node.name, { name: node.name, order: first.order });
};

const split = (converter, node) => {
  const { name, order } = converter.tensor(node.input[0]);
  const sizes = converter.ints(node.input[1]);
  const lengths = converter.int64(`${node.name}/lengths`, sizes);
  const outputs = sizes.map((_, index) => (index ? `${node.name}:${index}` : node.name));
  converter.emit('Split', [name, lengths], outputs, { axis: order[converter.ints(node.input[2])[0]] });
  for (const output of outputs) converter.tensors.set(output, { name: output, order });
};

const reshape = (converter, node) => {
  const shape = converter.int64(`${node.name}/shape`, converter.ints(node.input[1]));
  converter.emit('Reshape', [converter.inOrder(converter.tensor(node.input[0])), shape], [node.name]);
  converter.tensors.set(node.name, { name: node.name, order: AS_IS });
};

const transpose = (converter, node) => {
  const { name, order } = converter.tensor(node.input[0]);
  const perm = converter.ints(node.input[1]);
  if (perm.length === 4) {
    converter.tensors.set(node.name, { name, order: perm.map((axis) => order[axis]) });
    return;
  }
  converter.emit('Transpose', [name], [node.name], { perm });
  converter.tensors.set(node.name, { name: node.name, order: AS_IS });
};

const OPERATIONS = {
  Conv2D: conv,
  Add: add,
  AddV2: add,
  Pad: pad,
  PadV2: pad,
  MaxPool: maxPool,
  ResizeBilinear: resize,
  ConcatV2: concat,
  SplitV: split,
  Reshape: reshape,
  Transpose: transpose,
  LeakyRelu: elementwise('LeakyRelu', (node) => ({ alpha: { float: node.attr.alpha.f } })),
  Sigmoid: elementwise('Sigmoid'),
  Identity: elementwise('Identity'),
};

/** Shape arithmetic that `ints` folds away, and the leaves. */
const isFolded = (node) =>
  ['Const', 'Placeholder', 'SparseToDense'].includes(node.op) || node.attr?.T?.type === 'DT_INT64';

const dimsOf = (tensor) => tensor.tensorShape.dim.map((dim) => Number(dim.size));

/** Nodes of a graph model are not in order of use. */
const inOrderOfUse = (outputs, byName) => {
  const ordered = [];
  const seen = new Set();
  const visit = (name) => {
    const node = byName.get(name.replace(/:\d+$/, '').replace(/^\^/, ''));
    if (!node || seen.has(node.name)) return;
    seen.add(node.name);
    for (const input of node.input ?? []) visit(input);
    ordered.push(node);
  };
  for (const output of outputs) visit(output);
  return ordered;
};

/**
 * @param {Buffer} json model.json of a TensorFlow.js graph model
 * @param {Buffer} weights its one weights file
 * @returns {Buffer} the same network as ONNX
 */
export const convertGraphModel = (json, weights) => {
  const { modelTopology, weightsManifest, signature } = JSON.parse(json.toString('utf8'));
  const byName = new Map(modelTopology.node.map((node) => [node.name, node]));
  const converter = new Converter(readConstants(weightsManifest, weights), byName);
  const inputs = Object.values(signature.inputs).map((input) => ({
    name: input.name.replace(/:0$/, ''),
    dims: dimsOf(input),
    type: FLOAT,
  }));
  for (const { name } of inputs) converter.tensors.set(name, { name, order: AS_IS });
  const outputs = Object.values(signature.outputs)
    .map((output) => ({ name: output.name.replace(/:0$/, ''), dims: dimsOf(output), type: FLOAT }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = outputs.map((output) => output.name);
  for (const node of inOrderOfUse(names, byName)) {
    if (!isFolded(node)) converter.convert(node);
  }
  const { nodes, initializers } = converter;
  return modelProto({ name: 'converted', nodes, initializers, inputs, outputs, opset: OPSET });
};
