import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../src/core/sha256";

const hex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

test("the hash of the chain is SHA-256: the known answers", () => {
  const of = (text: string) => sha256(new TextEncoder().encode(text));
  expect(of("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(of("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(of("a".repeat(1_000_000))).toBe("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
});

test("it agrees with WebCrypto on anything", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(sha256(bytes)).toBe(hex(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))));
    }),
    { seed: 1, numRuns: 300 },
  );
});
