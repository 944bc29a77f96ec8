// The API explorer is a page of its own: its editor weighs twenty times the portal, and changes with its version alone.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

export default defineConfig({
  plugins: [
    react(),
    compression({
      algorithms: [defineAlgorithm('gzip', { level: 9 })],
      threshold: 1024,
      deleteOriginalAssets: true,
    }),
  ],
  publicDir: false,
  build: {
    emptyOutDir: false,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    chunkSizeWarningLimit: 8_000,
    rollupOptions: {
      input: 'graphiql.html',
      onwarn: (warning, warn) => {
        // Notes for React's compiler, which is not used.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
