/** The little of Node that tests use; its own types are not among our packages. */
declare module "node:fs" {
  export function readFileSync(path: string | URL): Uint8Array<ArrayBuffer>;
  export function readFileSync(path: string | URL, encoding: "utf8"): string;
  export function openSync(path: string, flags: string): number;
  export function writeSync(file: number, bytes: Uint8Array, from: number, length: number, at: number): number;
  export function closeSync(file: number): void;
}
declare module "node:net" {
  export interface Socket {
    write(text: string): boolean;
  }
  export function createConnection(port: number, host: string): Socket;
}
declare module "node:readline" {
  export function createInterface(from: { input: import("node:net").Socket }): AsyncIterable<string>;
}
declare module "node:module" {
  export function createRequire(from: string | URL): { (id: string): unknown; resolve(id: string): string };
}
