/** A second copy of the module: the thread count of onnxruntime-web is fixed once per module instance. */
declare module 'onnxruntime-web/wasm?one-thread' {
  export * from 'onnxruntime-web';
}
