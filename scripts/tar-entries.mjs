/** Size of a tar block, and of its header (POSIX ustar). */
const BLOCK_BYTES = 512;

/** Reads exact byte counts from a stream of chunks of any size. */
class ByteReader {
  #chunks;
  #pending = Buffer.alloc(0);

  /** @param {AsyncIterable<Uint8Array>} stream */
  constructor(stream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Fewer bytes than asked for only at the end of the stream. */
  async read(byteCount) {
    const parts = [];
    let missing = byteCount;
    while (missing > 0) {
      if (this.#pending.length === 0 && !(await this.#pull())) break;
      const part = this.#pending.subarray(0, missing);
      this.#pending = this.#pending.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  async skip(byteCount) {
    let missing = byteCount;
    while (missing > 0) {
      if (this.#pending.length === 0 && !(await this.#pull())) return;
      const step = Math.min(missing, this.#pending.length);
      this.#pending = this.#pending.subarray(step);
      missing -= step;
    }
  }

  async #pull() {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#pending = Buffer.from(next.value);
    return true;
  }
}

const textField = (header, start, length) => {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
};

const sizeField = (header) => {
  // GNU base-256 numbers (files of 8 GiB and more) have the top bit set; no npm package holds one.
  if (header[124] & 0x80) throw new Error('Tar entry too large');
  const size = Number.parseInt(textField(header, 124, 12).trim() || '0', 8);
  if (!Number.isFinite(size)) throw new Error('Not a tar archive: bad size field');
  return size;
};

/** `27 path=some/long/name\n` records of a pax header. */
const paxPath = (text) => /(?:^|\n)\d+ path=([^\n]*)/.exec(text)?.[1];

const ustarPath = (header) => {
  const prefix = textField(header, 257, 5) === 'ustar' ? textField(header, 345, 155) : '';
  return prefix ? `${prefix}/${textField(header, 0, 100)}` : textField(header, 0, 100);
};

/**
 * The regular files of an uncompressed tar stream, in order. `read()` gives the bytes and may be left uncalled;
 * the next iteration then skips them. Understands ustar prefixes, pax paths and GNU long names.
 *
 * @param {AsyncIterable<Uint8Array>} stream
 * @returns {AsyncGenerator<{ path: string, bytes: number, read: () => Promise<Buffer> }>}
 */
export async function* readTarEntries(stream) {
  const reader = new ByteReader(stream);
  let longPath;
  for (;;) {
    const header = await reader.read(BLOCK_BYTES);
    if (header.length < BLOCK_BYTES || header[0] === 0) return;
    const bytes = sizeField(header);
    const padding = (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
    const kind = String.fromCharCode(header[156]);
    if (kind === 'x' || kind === 'L') {
      const text = (await reader.read(bytes)).toString('utf8');
      longPath = kind === 'x' ? (paxPath(text) ?? longPath) : text.replace(/\0.*$/s, '');
      await reader.skip(padding);
      continue;
    }
    let left = bytes;
    if (kind === '0' || kind === '\0') {
      const read = async () => {
        const data = await reader.read(left);
        if (data.length < bytes) throw new Error('The archive ends inside an entry');
        left = 0;
        return data;
      };
      yield { path: longPath ?? ustarPath(header), bytes, read };
    }
    await reader.skip(left + padding);
    longPath = undefined;
  }
}
