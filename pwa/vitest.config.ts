/** Tests of the device run in Node with a real IndexedDB in memory; the browser itself is tested in tests/e2e. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __APP__: JSON.stringify("test") },
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/office/**", "tests/field/**"],
    environment: "node",
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 15_000,
  },
});
