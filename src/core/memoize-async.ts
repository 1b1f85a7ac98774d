/** Caches the promise per key, and forgets it on rejection so the next caller retries. */
export const memoizeAsync = <K, V>(load: (key: K) => Promise<V>) => {
  const cache = new Map<K, Promise<V>>();
  return (key: K): Promise<V> => {
    const cached = cache.get(key);
    if (cached) return cached;
    const pending = load(key);
    cache.set(key, pending);
    pending.catch(() => {
      if (cache.get(key) === pending) cache.delete(key);
    });
    return pending;
  };
};
