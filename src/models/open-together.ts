/** Closes in reverse order. */
export const closeTogether = async (opened: readonly AsyncDisposable[]): Promise<void> => {
  for (const resource of [...opened].reverse()) await resource[Symbol.asyncDispose]();
};

/** Opens several networks one after the other; when one fails, those before it are closed again. */
export const openTogether = async <T extends readonly AsyncDisposable[]>(
  ...openers: { readonly [K in keyof T]: () => Promise<T[K]> }
): Promise<T> => {
  const opened: AsyncDisposable[] = [];
  try {
    for (const open of openers) opened.push(await open());
    return opened as unknown as T;
  } catch (error) {
    await closeTogether(opened);
    throw error;
  }
};
