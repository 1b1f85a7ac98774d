import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { isolationHeaders } from './scripts/security-headers.mjs';
import {
  offlineFileList,
  policyMetaTag,
  SHELL_EXTENSIONS,
  SHELL_MAX_BYTES,
} from './scripts/vite-app-plugins.ts';
import { licenceList } from './scripts/vite-licence-list.ts';

const webManifest = {
  name: 'Cutroom',
  short_name: 'Cutroom',
  description:
    'A media-production studio that runs wholly in the browser. / 完全在浏览器里运行的媒体制作工作室。',
  start_url: './',
  scope: './',
  display: 'standalone' as const,
  background_color: '#f5f4f0',
  theme_color: '#0b675e',
  categories: ['multimedia', 'productivity'],
  icons: [
    { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' as const },
  ],
};

const pwa = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src',
  filename: 'service-worker.ts',
  // The page registers it and asks before an update takes over (src/app/pwa).
  injectRegister: null,
  registerType: 'prompt',
  manifest: webManifest,
  includeManifestIcons: false,
  injectManifest: {
    globPatterns: [`**/*.{${SHELL_EXTENSIONS.join(',')}}`],
    globIgnores: ['models/**', 'service-worker.js'],
    maximumFileSizeToCacheInBytes: SHELL_MAX_BYTES,
  },
});

export default defineConfig({
  // Relative, so that the build runs from any folder of any static host.
  base: './',
  plugins: [react(), policyMetaTag(), offlineFileList(), licenceList(), pwa],
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 1500 },
  optimizeDeps: {
    exclude: [
      // One copy of mediabunny: its encoder add-ons register themselves with it.
      'mediabunny',
      'onnxruntime-web',
      '@mediabunny/aac-encoder',
      '@mediabunny/mp3-encoder',
      '@mediabunny/flac-encoder',
    ],
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
