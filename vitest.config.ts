import { defineConfig } from 'vitest/config';

// Given to Node too, which adds `import` or `require` itself: named here, `require` would be given ES modules.
const conditions = ['@faultline/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/reporter.ts'],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'adapters/**/*.ts'],
      // Runs in threads only, where nothing is counted.
      exclude: ['src/store/sqlite/worker.ts'],
      reporter: ['text', 'html'],
      thresholds: {
        'src/pipeline/**': { lines: 100, branches: 100 },
        'src/exceptions/**': { lines: 100, branches: 100 },
        'src/recognizers/**': { lines: 100, branches: 100 },
        'src/http/**': { lines: 100, branches: 100 },
        'src/redact/**': { lines: 100, branches: 100 },
        'src/process/**': { lines: 100, branches: 100 },
        'src/config/**': { lines: 100, branches: 100 },
        'src/rules/**': { lines: 100, branches: 100 },
        'src/messages/**': { lines: 100, branches: 100 },
        'src/renderers/**': { lines: 100, branches: 100 },
        'src/detail/**': { lines: 100, branches: 100 },
        'src/record/**': { lines: 100, branches: 100 },
        'src/store/**': { lines: 100, branches: 100 },
        'src/report/**': { lines: 100, branches: 100 },
        'src/dashboard/**': { lines: 100, branches: 100 },
        'src/alerts/**': { lines: 100, branches: 100 },
        'src/otel/**': { lines: 100, branches: 100 },
        'src/prometheus/**': { lines: 100, branches: 100 },
        'src/cli/**': { lines: 100, branches: 100 },
      },
    },
  },
});
