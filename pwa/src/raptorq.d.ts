/** What we use of RaptorQ (RFC 6330); said here, so that the app is checked without the package too. */
declare module "raptorq/raptorq.js" {
  export class Encoder {
    static with_defaults(bytes: Uint8Array, largest_packet: number): Encoder;
    /** Source packets first, then this many more that stand in for any that were missed. */
    encode(repair_packets: number): Uint8Array[];
    free(): void;
  }
  export class Decoder {
    static with_defaults(length: bigint, largest_packet: number): Decoder;
    /** The whole once enough packets came, whichever. */
    decode(packet: Uint8Array): Uint8Array | undefined;
    free(): void;
  }
  // biome-ignore lint/style/noDefaultExport: it is the package that does
  export default function init(wasm: string | BufferSource): Promise<unknown>;
}
