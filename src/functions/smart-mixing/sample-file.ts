import type { Scratch } from '../../core/scratch';

const FULL_SCALE = 32_767;

/** A mono signal kept on disk as raw 16-bit integers while something needs to hear it again. */
export const createSampleFile = async (scratch: Scratch, name: string) => {
  const target = await scratch.createFile(name);
  const writer = (await target.openWritable()).getWriter();
  let position = 0;
  const remove = () => target.remove().catch(() => undefined);
  return {
    add: async (samples: Float32Array): Promise<void> => {
      const integers = Int16Array.from(samples, (x) => Math.round(Math.max(-1, Math.min(1, x)) * FULL_SCALE));
      await writer.write({ type: 'write', position, data: new Uint8Array(integers.buffer) });
      position += integers.byteLength;
    },
    finish: async () => {
      await writer.close();
      return { file: await target.getFile(), remove };
    },
    remove: async (): Promise<void> => {
      await writer.abort().catch(() => undefined);
      await remove();
    },
  };
};
