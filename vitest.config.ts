import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // All cores: by default one is left idle, which on two cores halves the speed.
    maxWorkers: '100%',
    // A limit for what hangs, not for what is slow: a busy machine must not fail a test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
