import type { FileSystem, FsNode, FsStream } from './ffmpeg-core';
import type { OutputChunk } from './ffmpeg-wire';

// File type bits of POSIX `st_mode` and Emscripten's (WASI) error numbers.
const DIRECTORY_MODE = 0o40777;
const REGULAR_FILE_MODE = 0o100666;
const ERRNO_NOT_FOUND = 44;
const ERRNO_INVALID = 28;
const ERRNO_NOT_PERMITTED = 63;

/** Small writes are gathered up to this size before they are sent. */
const CHUNK_BYTES = 1 << 20;

type Send = (chunk: OutputChunk) => void;

interface Gatherer {
  write(bytes: Uint8Array, position: number): void;
  flush(): void;
}

/** Joins consecutive writes of one file into chunks. */
const createGatherer = (name: string, send: Send): Gatherer => {
  let buffer = new Uint8Array(CHUNK_BYTES);
  let [start, filled] = [0, 0];
  const flush = () => {
    if (filled === 0) return;
    send({ name, position: start, data: filled === CHUNK_BYTES ? buffer : buffer.slice(0, filled) });
    if (filled === CHUNK_BYTES) buffer = new Uint8Array(CHUNK_BYTES);
    filled = 0;
  };
  const write = (bytes: Uint8Array, position: number) => {
    if (position !== start + filled) flush();
    for (let done = 0; done < bytes.length;) {
      if (filled === 0) start = position + done;
      const part = bytes.subarray(done, done + CHUNK_BYTES - filled);
      buffer.set(part, filled);
      filled += part.length;
      done += part.length;
      if (filled === CHUNK_BYTES) flush();
    }
  };
  return { write, flush };
};

/**
 * A write-only Emscripten file system: what ffmpeg writes is handed on at once, so no output ever lies in its heap.
 * Seeking back (a muxer that patches its header) is passed on as a chunk with its own position.
 */
export const createStreamFileSystem = (fs: FileSystem, send: Send): object => {
  const gatherers = new Map<number, Gatherer>();
  const attributes = (node: FsNode) => {
    const time = new Date(0);
    const fixed = {
      dev: 1,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      blksize: 4096,
      atime: time,
      mtime: time,
      ctime: time,
    };
    return { ...fixed, ino: node.id, mode: node.mode, size: node.size, blocks: Math.ceil(node.size / 4096) };
  };
  const refuse = (): never => {
    throw new fs.ErrnoError(ERRNO_NOT_PERMITTED);
  };
  const streamOps = {
    open: (stream: FsStream) => gatherers.set(stream.node.id, createGatherer(stream.node.name, send)),
    close: (stream: FsStream) => {
      gatherers.get(stream.node.id)?.flush();
      gatherers.delete(stream.node.id);
    },
    read: refuse,
    // Emscripten calls it with (stream, heap, offset, length, position).
    write: (stream: FsStream, ...[heap, offset, length, position]: [Int8Array, number, number, number]) => {
      const bytes = new Uint8Array(heap.buffer, heap.byteOffset + offset, length);
      gatherers.get(stream.node.id)?.write(bytes, position);
      stream.node.size = Math.max(stream.node.size, position + length);
      return length;
    },
    llseek: (stream: FsStream, offset: number, whence: number) => {
      const base = [0, stream.position, stream.node.size][whence] ?? 0;
      if (base + offset < 0) throw new fs.ErrnoError(ERRNO_INVALID);
      return base + offset;
    },
  };
  const makeNode = (parent: FsNode | null, name: string, mode: number): FsNode => {
    const node = fs.createNode(parent, name, mode);
    return Object.assign(node, { mode, size: 0, node_ops: nodeOps, stream_ops: streamOps });
  };
  const nodeOps = {
    getattr: attributes,
    setattr: (node: FsNode, change: { readonly size?: number }) => {
      if (change.size !== undefined) node.size = change.size;
    },
    lookup: (): never => {
      throw new fs.ErrnoError(ERRNO_NOT_FOUND);
    },
    mknod: (parent: FsNode, name: string) => makeNode(parent, name, REGULAR_FILE_MODE),
    rename: refuse,
    unlink: () => undefined,
    rmdir: refuse,
    readdir: () => ['.', '..'],
  };
  return { mount: () => makeNode(null, '/', DIRECTORY_MODE) };
};
