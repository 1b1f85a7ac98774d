/** Cache Storage names shared by the page and the service worker. */

/** Staged weights, by URL; whoever loads one checks its sha-256 and asks with `cache: 'reload'` when it differs. */
export const MODEL_CACHE = 'cutroom-models';

/** Large build files (onnxruntime and ffmpeg cores), whose names carry their content hash. */
export const ENGINE_CACHE = 'cutroom-engines';

/** Written by the build: every large file that is not part of the precached shell. */
export const OFFLINE_LIST_FILE = 'offline-files.json';

export interface OfflineFile {
  /** Relative to the app's folder, e.g. `assets/ort-wasm-simd-threaded-AbCd1234.wasm`. */
  readonly path: string;
  readonly bytes: number;
}

/** The page asks a waiting service worker to take over. */
export const SKIP_WAITING_MESSAGE = 'cutroom-skip-waiting';
