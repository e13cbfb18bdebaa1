/** How the app is built: one page, one service worker, everything from our own origin. */
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { version } from "./package.json";

const pwa = VitePWA({
  strategies: "injectManifest",
  srcDir: "src",
  filename: "sw.ts",
  injectRegister: false, // device/start.ts registers it and asks the person before a new one takes over
  manifest: false, // public/manifest.webmanifest
  injectManifest: {
    globPatterns: ["**/*.{html,js,css,wasm,woff2,svg,png,webmanifest}"],
    maximumFileSizeToCacheInBytes: 8_000_000,
  },
});

export default defineConfig({
  base: "/",
  define: { __APP__: JSON.stringify(version) },
  plugins: [preact(), pwa],
  worker: { format: "es" },
  build: {
    target: ["chrome123", "safari17.5"],
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false }, // both know it themselves
    // What the first screen needs comes as one file: forty small ones pack worse and name each other.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } } },
  },
});
