import { expect, test } from "vitest";
import { Burst } from "../../src/device/wedge";

/** Types `text` with `gap` ms between keys, then `end`; what the burst made of the keys. */
function type(burst: Burst, text: string, gap: number, end = "Enter", start = 0) {
  const keys = [...text, end];
  return keys.map((key, n) => burst.take({ key, at_ms: start + n * gap }));
}
const code = (verdicts: { kind: string; text?: string }[]) => verdicts.at(-1)!.text ?? null;

test("sixteen keys within 10 ms of each other and Enter are a code", () => {
  expect(code(type(new Burst(), "0K7QX4M2ZB9TARCD", 10))).toBe("0K7QX4M2ZB9TARCD");
});

test("Tab ends a code as Enter does", () => {
  expect(code(type(new Burst(), "0K7QX4M2ZB9TARCD", 10, "Tab"))).toBe("0K7QX4M2ZB9TARCD");
});

test("a person's typing is never a code and no key of it is kept, not even the fastest typist's", () => {
  const verdicts = type(new Burst(), "0K7QX4M2ZB9TARCD", 60);
  expect(verdicts.every(({ kind }) => kind === "pass")).toBe(true);
});

test("keys typed before a burst do not get into the code", () => {
  const burst = new Burst();
  type(burst, "abc", 120, "d");
  expect(code(type(burst, "0K7QX4M2ZB9TARCD", 10, "Enter", 10_000))).toBe("0K7QX4M2ZB9TARCD");
});

test("a burst whose Enter comes late is no code, and Enter does its own work", () => {
  const burst = new Burst();
  for (const [n, key] of [..."0K7QX4M2ZB9TARCD"].entries()) burst.take({ key, at_ms: n * 10 });
  expect(burst.take({ key: "Enter", at_ms: 2000 })).toEqual({ kind: "pass" });
});

test("WG1 a scanner whose radio stutters within the code, or before its Enter, is heard whole", () => {
  const burst = new Burst();
  const at = (n: number) => n * 8 + (n > 9 ? 300 : 0) + (n > 15 ? 350 : 0);
  const verdicts = [..."0K7QX4M2ZB9TARCD", "Enter"].map((key, n) => burst.take({ key, at_ms: at(n) }));
  expect(code(verdicts)).toBe("0K7QX4M2ZB9TARCD");
});

test("WG1 a code torn in two is told as what came, so that it is refused aloud and not lost", () => {
  const burst = new Burst();
  const verdicts = [..."0K7QX4M2ZB9TARCD", "Enter"].map((key, n) => burst.take({ key, at_ms: n * 8 + (n > 1 ? 100 : 0) }));
  expect(code(verdicts)).toBe("7QX4M2ZB9TARCD");
});

test("WG1 a scanner that sends no Enter has said its code when it falls silent; a hand's keys are none", () => {
  const burst = new Burst();
  for (const [n, key] of [..."0K7QX4M2ZB9TARCD"].entries()) burst.take({ key, at_ms: n * 10 });
  expect(burst.rest()).toEqual({ kind: "code", text: "0K7QX4M2ZB9TARCD" });
  type(burst, "abcdefg", 120, "h");
  expect(burst.rest()).toEqual({ kind: "pass" });
});

test("a short burst such as two keys struck together is no code", () => {
  expect(code(type(new Burst(), "ok", 5))).toBeNull();
});

test("Shift between the letters does not break a code", () => {
  const burst = new Burst();
  const keys = [..."0K7QX4M2ZB9TARCD"].flatMap((key) => ["Shift", key]);
  const verdicts = [...keys, "Enter"].map((key, n) => burst.take({ key, at_ms: n * 8 }));
  expect(code(verdicts)).toBe("0K7QX4M2ZB9TARCD");
});

test("two codes one after the other are two codes", () => {
  const burst = new Burst();
  expect(code(type(burst, "0K7QX4M2ZB9TARCD", 8))).toBe("0K7QX4M2ZB9TARCD");
  expect(code(type(burst, "1K7QX4M2ZB9TARCD", 8, "Enter", 300))).toBe("1K7QX4M2ZB9TARCD");
});
