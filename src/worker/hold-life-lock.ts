/**
 * A worker that calls `close()` or is killed sends no event. It holds this lock until it dies, and the page waits
 * for the same lock: when the page gets it, the worker is gone, however busy or silent it was before.
 */
export const holdLifeLock = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const forever = new Promise<never>(() => undefined);
    navigator.locks
      .request(name, () => {
        resolve();
        return forever;
      })
      .catch(reject);
  });
