/** Single-precision numbers of unknown count, in one array that grows: half the memory of a plain list, and no object a row. */
export const createNumberList = () => {
  let values = new Float32Array(4096);
  let length = 0;
  const makeRoom = (count: number): void => {
    if (length + count <= values.length) return;
    const larger = new Float32Array(Math.max(2 * values.length, length + count));
    larger.set(values.subarray(0, length));
    values = larger;
  };
  return {
    push: (value: number): void => {
      makeRoom(1);
      values[length++] = value;
    },
    append: (row: Float32Array): void => {
      makeRoom(row.length);
      values.set(row, length);
      length += row.length;
    },
    count: (): number => length,
    finish: (): Float32Array<ArrayBuffer> => values.slice(0, length),
  };
};
