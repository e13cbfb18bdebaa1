/** The engine against a real office, whose address and set-up token come in the environment (tests/pwa/test_engine.py starts it). */
import { defineConfig } from "vitest/config";

export default defineConfig({
  envPrefix: ["VITE_", "OFFICE_"],
  define: { __APP__: JSON.stringify("test") },
  test: { include: ["tests/office/*.test.ts"], environment: "node", pool: "forks", maxWorkers: 1, testTimeout: 60_000 },
});
