/** The little of Node that tests use; its own types are not among our packages. */
declare module "node:fs" {
  export function readFileSync(path: string | URL): Uint8Array<ArrayBuffer>;
  export function readFileSync(path: string | URL, encoding: "utf8"): string;
}
declare module "node:module" {
  export function createRequire(from: string | URL): { (id: string): unknown; resolve(id: string): string };
}
