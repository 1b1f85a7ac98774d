const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Compiled modules by their text; `null` where this browser can not compile it (no SIMD). */
const modules = new Map<string, WebAssembly.Module | null>();

const compile = (base64: string): WebAssembly.Module | null => {
  const known = modules.get(base64);
  if (known !== undefined) return known;
  const bytes = bytesOf(base64);
  const compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  modules.set(base64, compiled);
  return compiled;
};

/**
 * The functions of a compiled kernel over a block of memory; several kernels may work on the same one. `null` where the
 * browser has no WebAssembly SIMD: the plain twin does the work then. Synchronous, so for workers only.
 */
export const openKernel = <Functions>(base64: string, memory: WebAssembly.Memory): Functions | null => {
  const compiled = compile(base64);
  return compiled && (new WebAssembly.Instance(compiled, { env: { memory } }).exports as Functions);
};
