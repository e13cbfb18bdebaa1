import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase45, toBase45 } from "../../src/core/base45";
import { type Parcel, packParcel, readListed, readParcel, type Signed } from "../../src/core/cargo";
import { sha256 } from "../../src/core/sha256";

const INSTALL = "0190a000-0000-7000-8000-000000000001";
const SIG = "A".repeat(86);
const hash = (text: string) => sha256(new TextEncoder().encode(text));

function chain(count: number): Signed[] {
  let prev: string | null = null;
  return Array.from({ length: count }, (_, i) => {
    const id = `0190a000-0000-7000-8000-${String(i).padStart(12, "0")}`;
    const bytes = JSON.stringify({ v: 1, id, device: INSTALL, seq: i + 1, body: { note: "三號櫃\n" }, prev });
    prev = hash(bytes);
    return { id, seq: i + 1, bytes, sig: SIG };
  });
}
const parcel = (actions: Signed[]): Parcel => ({ install: INSTALL, name: "Mei’s phone", actions });

describe("Q10 a parcel", () => {
  test("comes back as it was, byte for byte, without the hashes it was sent without", () => {
    const whole = parcel(chain(20));
    const text = packParcel(whole, hash);
    expect(text).not.toContain(hash(whole.actions[3]?.bytes ?? ""));
    expect(readParcel(text, hash)).toEqual(whole);
  });

  test("keeps a hash that is not of what stands before it: a hole, or a fork", () => {
    const [first, , third, fourth] = chain(4) as [Signed, Signed, Signed, Signed];
    const holed = parcel([first, third, fourth]);
    expect(readParcel(packParcel(holed, hash), hash)).toEqual(holed);
  });

  test.each([
    ["cut short", (text: string) => text.slice(0, -40)],
    ["without its head", (text: string) => text.split("\n").slice(1).join("\n")],
    ["with a line twice", (text: string) => `${text}\n${text.split("\n").slice(1, 3).join("\n")}`],
    ["of another install", (text: string) => text.replace(INSTALL, INSTALL.replace("1", "2"))],
    ["of a later version", (text: string) => text.replace('"v":1', '"v":2')],
    ["with a signature that is none", (text: string) => text.replace(SIG, "A")],
    ["that begins with what hangs on something before", (text: string) => text.replace(',"prev":null}', "~")],
    ["that is empty", () => ""],
  ])("is none when it is %s", (_, spoil) => {
    expect(readParcel(spoil(packParcel(parcel(chain(3)), hash)), hash)).toBeNull();
  });

  test("is none when it is any other text", () => {
    fc.assert(fc.property(fc.string(), (text) => readParcel(text, hash) === null));
  });

  test("of a file must name what its texts say", () => {
    const [first] = chain(1) as [Signed];
    expect(readListed(first, INSTALL)).toEqual(first);
    expect(readListed({ ...first, seq: 9 }, INSTALL)).toBeNull();
    expect(readListed({ ...first, id: INSTALL }, INSTALL)).toBeNull();
    expect(readListed(null, INSTALL)).toBeNull();
  });
});

test("Q10 any bytes come back from the characters of a code, and other texts stand for none", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase45(toBase45(bytes))).toEqual(bytes);
    }),
  );
  for (const text of ["A", "ab", "::::", ":::"]) expect(fromBase45(text)).toBeNull();
});
