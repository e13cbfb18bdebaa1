import { describe, expect, test } from "vitest";
import { casesOf, changing, isRefusedOwn, keeperOf, parties, standing } from "../../src/core/case";
import type { CaseRow, Claim, PlaceRow } from "../../src/core/rows";

const claim = (by: string, to: string | null, at = 1): Claim => ({
  action: `${by} ${to}`,
  by,
  device: "phone",
  kind: "scan_out",
  to,
  happened_ms: at,
  known_ms: at,
});
const row = (given: Partial<CaseRow> = {}): CaseRow => ({
  id: "case",
  kind: "return_missing",
  status: "open",
  sample: "ring",
  tag: null,
  claims: [claim("wai", "mei"), claim("ann", "tom")],
  opened_ms: 1,
  waiting: [],
  settled: null,
  commit: 1,
  ...given,
});
const place = (id: string, parent: string | null, keeper: string | null = null): [string, PlaceRow] => [
  id,
  { id, kind: "store", parent, names: { en: id }, tag: null, keeper, retired: false, commit: 1 },
];
const places = new Map([place("room", null, "sue"), place("cabinet", "room"), place("loop", "pool"), place("pool", "loop")]);
const ring = (holder: string | null, insured?: { minor: number; currency: string }) => ({ holder, facts: insured ? { insured } : {} });

describe("whose case it is", () => {
  test("everybody in the claims, who answers for the piece, and the keeper of where it lies", () => {
    expect([...parties(row(), ring("cabinet"), places)].sort()).toEqual(["ann", "cabinet", "mei", "sue", "tom", "wai"]);
    expect(parties(row({ claims: [] }), null, places)).toEqual(new Set());
  });

  test("a tree of places that is a circle has no keeper", () => expect(keeperOf("loop", places)).toBeNull());

  test("each sees the standing ones they are in, certain ones first", () => {
    const cases = [
      row({ id: "a", status: "provisional", opened_ms: 9 }),
      row({ id: "b", opened_ms: 2 }),
      row({ id: "c", opened_ms: 3 }),
      row({ id: "d", status: "settled" }),
    ];
    expect(standing(cases).map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(casesOf("mei", cases, () => null, places).map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(casesOf("sue", cases, () => ring("cabinet"), places)).toHaveLength(3);
    expect(casesOf("sue", cases, () => ring("mei"), places)).toEqual([]);
  });
});

describe("a party settles", () => {
  const limit = { minor: 100, currency: "HKD" };
  const refused = (insured: { minor: number; currency: string } | undefined, to: typeof limit | null) =>
    isRefusedOwn(row(), "mei", ring("mei", insured), places, to);

  test("never without a limit or without a value", () => {
    expect(refused({ minor: 1, currency: "HKD" }, null)).toBe(true);
    expect(refused(undefined, limit)).toBe(true);
  });

  test("up to the limit, in its currency", () => {
    expect(refused({ minor: 100, currency: "HKD" }, limit)).toBe(false);
    expect(refused({ minor: 101, currency: "HKD" }, limit)).toBe(true);
    expect(refused({ minor: 100, currency: "USD" }, limit)).toBe(true);
  });

  test("and whoever is none always may", () => expect(isRefusedOwn(row(), "ivy", ring("mei"), places, null)).toBe(false));
});

test("history changed where something newer was known before a late scan came", () => {
  const told = (id: string, happened_ms: number, commit: number, reasons: string[] = [], kind = "scan_in") => ({
    id,
    kind,
    happened_ms,
    known_ms: happened_ms,
    commit,
    reasons,
  });
  const entries = [
    told("register", 1, 1, [], "register"),
    told("in", 5, 2),
    told("late", 3, 3, ["late"]),
    told("in order", 9, 4, ["late"]),
  ];
  expect(changing(entries)).toEqual(new Set(["late"]));
  expect(changing([told("in", 5, 2), told("note", 3, 3, ["late"], "show")])).toEqual(new Set());
});
