// How the page is built: index.html beside static/ with hashed names, every address relative to the page.
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    target: ['es2022', 'safari16.4', 'chrome100', 'firefox102'],
    assetsDir: 'static',
    assetsInlineLimit: 0, // the policy of the page allows no data: scripts, wasm or weights
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: { '/capture': 'http://127.0.0.1:8000' } },
  test: { include: ['tests/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
