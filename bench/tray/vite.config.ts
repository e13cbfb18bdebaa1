/** Builds the bench page with the app's own worker, as the app's build does. */
export default { base: "./", worker: { format: "es" as const }, build: { target: "chrome123", assetsInlineLimit: 0, emptyOutDir: true }, logLevel: "warn" };
