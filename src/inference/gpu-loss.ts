/** Set once the GPU device under onnxruntime-web is gone; this worker then stays with WASM. */
export const gpuLoss = { lost: false };

const watched = new WeakSet<GPUDevice>();

export const watchGpuDevice = (device: GPUDevice): void => {
  if (watched.has(device)) return;
  watched.add(device);
  void device.lost.then(() => {
    gpuLoss.lost = true;
  });
};
