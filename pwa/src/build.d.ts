/** Constants that the build puts in (vite.config.ts). */
declare const __APP__: string;
