import type { PositionedChunk, ScratchFile } from '../core/scratch';

/** Bytes per page of an in-memory file. */
const PAGE_BYTES = 1 << 20;

/** A random-access file kept in memory pages: only for browsers (or private windows) without OPFS. */
export const createMemoryFile = (name: string): ScratchFile => {
  let pages = new Map<number, Uint8Array<ArrayBuffer>>();
  let sizeBytes = 0;

  const write = ({ position, data }: PositionedChunk) => {
    for (let done = 0; done < data.byteLength;) {
      const at = position + done;
      const index = Math.floor(at / PAGE_BYTES);
      const page = pages.get(index) ?? new Uint8Array(PAGE_BYTES);
      pages.set(index, page);
      const piece = data.subarray(done, done + PAGE_BYTES - (at % PAGE_BYTES));
      page.set(piece, at % PAGE_BYTES);
      done += piece.byteLength;
    }
    sizeBytes = Math.max(sizeBytes, position + data.byteLength);
  };

  return {
    name,
    openWritable: async () => new WritableStream<PositionedChunk>({ write }),
    getFile: async () => {
      const count = Math.ceil(sizeBytes / PAGE_BYTES);
      const parts = Array.from({ length: count }, (_, index) =>
        (pages.get(index) ?? new Uint8Array(PAGE_BYTES)).subarray(0, sizeBytes - index * PAGE_BYTES),
      );
      return new File(parts, name);
    },
    remove: async () => {
      pages = new Map();
      sizeBytes = 0;
    },
  };
};
