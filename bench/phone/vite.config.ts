/** Builds the bench page from the app's own sources, as the app's build does. */
export default { base: "./", define: { __APP__: '"bench"' }, build: { target: "chrome123", emptyOutDir: true }, logLevel: "warn" };
