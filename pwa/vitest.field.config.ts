/** The phones of the fair test, told what to do by tests/field over a socket whose port comes in the environment. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  envPrefix: ["VITE_", "FAIR_"],
  define: { __APP__: JSON.stringify("test") },
  test: { include: ["tests/field/*.test.ts"], environment: "node", pool: "forks", maxWorkers: 1, testTimeout: 3_600_000 },
});
