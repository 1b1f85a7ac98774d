/** Set once the GPU device under onnxruntime-web is gone; this worker then stays with WASM. */
export const gpuLoss = { lost: false };

const watched = new WeakSet<GPUDevice>();
const waiting = new Set<() => void>();

export const watchGpuDevice = (device: GPUDevice): void => {
  if (watched.has(device)) return;
  watched.add(device);
  void device.lost.then(() => {
    gpuLoss.lost = true;
    for (const giveUp of waiting) giveUp();
  });
};

/**
 * The work's own outcome, or a rejection once the device is lost: a run that waits for a dead device may never settle
 * by itself, and would hold up every run behind it.
 */
export const unlessGpuLost = async <T>(work: Promise<T>): Promise<T> => {
  let giveUp = (): void => undefined;
  const lost = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('The GPU device was lost'));
  });
  waiting.add(giveUp);
  try {
    return await Promise.race([work, lost]);
  } finally {
    waiting.delete(giveUp);
  }
};
