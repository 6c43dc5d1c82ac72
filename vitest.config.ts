import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: [
      'server/src/**/*.test.ts',
      'web/src/**/*.test.ts',
      'client/src/**/*.test.ts',
      'cli/src/**/*.test.ts',
      'bin/**/*.test.ts',
      'fixtures/**/*.test.ts',
      'e2e/**/*.{test,e2e}.ts',
      'architecture.test.ts',
      'docs/**/*.test.ts',
      'conformance/*.test.ts',
    ],
    globalSetup: ['server/src/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
