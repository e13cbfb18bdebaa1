import { expect, test } from "vitest";
import { type NativeHit, type NativeKind, PROBES, trustedNative } from "../../src/device/decode_native";

const nothing = { width: 1, height: 1 } as ImageBitmap;
const all: NativeHit[] = PROBES.map(({ text }) => ({ rawValue: text, format: "qr_code", cornerPoints: [] }));

/** A browser's detector that claims `formats` and answers `detect`. */
function kind(detect: () => Promise<NativeHit[]>, formats = ["qr_code", "data_matrix"]): NativeKind {
  return class {
    static getSupportedFormats = async () => formats;
    detect = detect;
  };
}

test("a detector that reads both probes is trusted", async () => {
  expect(
    await trustedNative(
      kind(async () => all),
      () => nothing,
    ),
  ).not.toBeNull();
});

test.each<[string, NativeKind | undefined]>([
  ["is not there", undefined],
  ["has no Data Matrix", kind(async () => all, ["qr_code"])],
  ["claims Data Matrix and does not read it", kind(async () => all.slice(0, 1))],
  ["misreads", kind(async () => all.map((hit) => ({ ...hit, rawValue: `${hit.rawValue}?` })))],
  ["throws, as where its service is missing", kind(() => Promise.reject(new Error("Barcode detection service unavailable.")))],
])("a detector that %s is not used", async (_, detector) => {
  expect(await trustedNative(detector, () => nothing)).toBeNull();
});
