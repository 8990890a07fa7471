import { defineConfig } from 'vitest/config';
import { scriptBudget } from './script-budget.ts';

// The hub the development server forwards to; `./patchbay` listens there by default.
const hub = process.env['PATCHBAY_URL'] ?? 'http://127.0.0.1:7717';

export default defineConfig({
  plugins: [scriptBudget()],
  // `light-dark()` must reach the browser as written: its transpiled form ignores a pinned theme.
  build: {
    target: ['chrome125', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { page: 'index.html', worker: 'src/away/worker.ts' },
      output: {
        // A service worker keeps its address, or browsers would never find the next one.
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
    // What counts is what comes over the line, which the budget holds.
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      // The hub accepts its own Origin only, so the forwarded request must carry it.
      '/api': { target: hub, changeOrigin: true, ws: true, headers: { origin: hub } },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    // Far above what any takes: a test that hangs fails, and one on a busy machine does not.
    testTimeout: 120_000,
    // The second is for src/verify, which says how to run again what failed.
    reporters: ['default', 'json'],
    outputFile: { json: 'target/unit-tests.json' },
  },
});
