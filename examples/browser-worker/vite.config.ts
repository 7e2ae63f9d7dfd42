import { defineConfig } from 'vite';

export default defineConfig({
  // The page's modules do not name it, only the worker's: found late, it would make the page load again.
  optimizeDeps: { include: ['@parent-overrides/runtime/worker'] },
});
