import { describe, expect, test } from "vitest";
import { CHECKS, type Facts, judge, toldOf, verdictOf } from "../../src/core/readiness";

const NOW = Date.UTC(2026, 10, 26);
const HOUR = 3_600_000;
const FIT: Facts = {
  now_ms: NOW,
  installed: true,
  persisted: true,
  loaded: true,
  rows_ms: NOW - HOUR,
  decoder: true,
  camera_ms: NOW - HOUR,
  offset_ms: 900,
  signs: true,
  free_mb: 800,
  people: 2,
  owes: 0,
  photos: 0,
  update: false,
};
const wrong = (facts: Partial<Facts>) => {
  const findings = judge({ ...FIT, ...facts });
  return [verdictOf(findings), toldOf(findings, NOW).wrong];
};

describe("Q11 a phone", () => {
  test("with nothing to mend is ready, and every check is told", () => {
    expect(wrong({})).toEqual(["ready", []]);
    expect(judge(FIT).map(({ check }) => check)).toEqual([...CHECKS]);
  });

  test.each<[string, Partial<Facts>, string]>([
    ["without a key", { signs: false }, "key"],
    ["without rows", { loaded: false }, "rows"],
    ["without what reads tags", { decoder: false }, "decoder"],
    ["that nobody can unlock", { people: 0 }, "people"],
    ["that is full", { free_mb: 20 }, "space"],
  ])("%s is not ready", (_, facts, check) => expect(wrong(facts)).toEqual(["not_ready", [check]]));

  test.each<[string, Partial<Facts>, string]>([
    ["in a tab", { installed: false }, "installed"],
    ["whose memory may be cleared", { persisted: false }, "persisted"],
    ["with yesterday’s rows", { rows_ms: NOW - 13 * HOUR }, "rows"],
    ["that never asked for rows in this app", { rows_ms: null }, "rows"],
    ["whose camera was not tried today", { camera_ms: NOW - 25 * HOUR }, "camera"],
    ["whose camera was never tried", { camera_ms: null }, "camera"],
    ["an hour slow", { offset_ms: HOUR }, "clock"],
    ["an hour fast", { offset_ms: -HOUR }, "clock"],
    ["whose clock nobody compared", { offset_ms: null }, "clock"],
    ["with little room", { free_mb: 120 }, "space"],
    ["that owes scans", { owes: 3 }, "outbox"],
    ["that owes photos", { photos: 1 }, "photos"],
    ["with an update waiting", { update: true }, "update"],
  ])("%s is nearly ready", (_, facts, check) => expect(wrong(facts)).toEqual(["nearly", [check]]));

  test("that does not say how much room it has is not blamed for it", () => expect(wrong({ free_mb: null })).toEqual(["ready", []]));
});
