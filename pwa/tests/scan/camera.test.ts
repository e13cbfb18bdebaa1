import { expect, test } from "vitest";
import { troubleOf } from "../../src/device/camera";
import { greyFrom } from "../../src/device/decode_pixels";

test.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "none"],
  ["OverconstrainedError", "none"],
  ["NotReadableError", "busy"],
  ["SomethingNewError", "failed"],
])("a camera that fails with %s is %s", (name, trouble) => {
  expect(troubleOf(Object.assign(new Error("x"), { name }))).toBe(trouble);
});

test("grey keeps black black and white white, and weighs green most", () => {
  const grey = greyFrom(Uint8ClampedArray.of(0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255));
  expect([...grey]).toEqual([0, 255, 76, 149, 28]);
});
