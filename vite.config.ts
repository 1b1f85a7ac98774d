import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** SharedArrayBuffer (wasm threads) needs a cross-origin isolated page. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  // Relative, so that the build runs from any folder of any static host.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 1500 },
  optimizeDeps: {
    exclude: [
      '@ffmpeg/ffmpeg',
      'onnxruntime-web',
      '@mediabunny/aac-encoder',
      '@mediabunny/mp3-encoder',
      '@mediabunny/flac-encoder',
    ],
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
