interface Entry<T> {
  readonly session: T;
  readonly bytes: number;
  users: number;
}

interface SessionCacheOptions<T> {
  /** How many bytes of unused sessions may stay. */
  readonly idleBytes: number;
  readonly release: (session: T) => Promise<unknown>;
}

/**
 * Sessions by key, counted by user. Those nobody uses stay for the next job up to a bound, the longest unused going
 * first. `acquire` calls must not overlap; a load that fails leaves nothing behind.
 */
export const createSessionCache = <T>({ idleBytes, release }: SessionCacheOptions<T>) => {
  /** In order of last use. */
  const entries = new Map<string, Entry<T>>();

  const touch = (key: string, entry: Entry<T>): void => {
    entries.delete(key);
    entries.set(key, entry);
  };

  const evictIdle = async (): Promise<void> => {
    const idle = [...entries].filter(([, entry]) => entry.users === 0);
    let bytes = idle.reduce((sum, [, entry]) => sum + entry.bytes, 0);
    for (const [key, entry] of idle) {
      if (bytes <= idleBytes) return;
      bytes -= entry.bytes;
      entries.delete(key);
      await release(entry.session);
    }
  };

  const acquire = async (key: string, bytes: number, load: () => Promise<T>): Promise<T> => {
    const entry = entries.get(key) ?? { session: await load(), bytes, users: 0 };
    entry.users += 1;
    touch(key, entry);
    return entry.session;
  };

  const giveBack = async (key: string): Promise<void> => {
    const entry = entries.get(key);
    if (!entry || entry.users === 0) return;
    entry.users -= 1;
    touch(key, entry);
    await evictIdle();
  };

  return { acquire, giveBack };
};
