/** The few protobuf wire forms an ONNX file needs (protobuf encoding guide: varint, length-delimited). */

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
};

export const intField = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];

export const bytesField = (field: number, bytes: Iterable<number>): number[] => {
  const body = [...bytes];
  return [...varint((field << 3) | 2), ...varint(body.length), ...body];
};

export const textField = (field: number, text: string): number[] =>
  bytesField(field, new TextEncoder().encode(text));
