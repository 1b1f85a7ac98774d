/**
 * Gives browsers without explicit resource management the symbols that lowered `using` statements and our
 * disposable objects share. Call it first in each entry.
 */
export const ensureDisposableSymbols = (): void => {
  for (const name of ['dispose', 'asyncDispose'] as const) {
    if (!(name in Symbol)) Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) });
  }
};
