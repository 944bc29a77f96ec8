import zlib from 'node:zlib';
import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

const server = process.env.BATON_URL ?? 'http://127.0.0.1:8080';
// The host stays as the browser sent it: the server compares it with the origin.
const proxy = { '/graphql': { target: server, ws: true }, '/session': { target: server } };
const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 };

export default defineConfig({
  plugins: [
    react(),
    // Version 6 of the plugin above has no Babel of its own, and Lingui's macros are Babel's.
    babel({
      include: /src\/.*\.tsx?$/,
      plugins: ['@lingui/babel-plugin-lingui-macro'],
      parserOpts: { plugins: ['jsx', 'typescript'] },
    } as never),
    lingui(),
    compression({
      algorithms: [
        defineAlgorithm('brotliCompress', { params: quality }),
        defineAlgorithm('gzip', { level: 9 }),
      ],
      threshold: 1024,
      // Every file is part of the program: once, and the server unpacks it for whoever reads no compression.
      deleteOriginalAssets: true,
    }),
  ],
  build: {
    // Named browsers, not a year: for a year the minifier takes `light-dark()` apart, and every colour is gone.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    sourcemap: false,
    manifest: true,
  },
  // The explorer is a program of its own: its workers cannot be bundled ahead.
  optimizeDeps: { entries: ['index.html'] },
  server: { proxy },
  preview: { proxy },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
