import { describe, expect, test } from "vitest";
import type { CaseStory, ClaimTold } from "../../src/core/case";
import { type Guessing, propose } from "../../src/core/propose";
import type { CaseRow, Claim, PlaceKind } from "../../src/core/rows";

const KINDS: Record<string, PlaceKind> = {
  cabinet: "store",
  drawer: "store",
  mei: "person",
  tom: "person",
  aurelle: "client",
  "sink-lost": "lost",
  "sink-sold": "sold",
};
const world = (staff: string[] = [], at: Record<string, number> | null = null): Guessing => ({
  kindOf: (place) => KINDS[place ?? ""],
  isStoreStaff: (person) => staff.includes(person ?? ""),
  at,
});
const claim = (kind: string, by: string, to: string | null): Claim => ({
  action: `${kind} ${by}`,
  by,
  device: "d",
  kind,
  to,
  happened_ms: 1,
  known_ms: 1,
});
const row = (kind: string, claims: Claim[], given: Partial<CaseRow> = {}): CaseRow => ({
  id: "case",
  kind,
  status: "open",
  sample: "ring",
  tag: null,
  claims,
  opened_ms: 1,
  waiting: [],
  settled: null,
  commit: 1,
  ...given,
});
const told = (action: string, observed_from: string | null): ClaimTold => ({
  action,
  undone: false,
  reasons: [],
  observed_from,
  tag: null,
  slip: null,
  quantity: 1,
  note: null,
  gross_g: null,
  missing: null,
  certificate: null,
  photos: null,
});
const story = (sure: string | null, ...claims: ClaimTold[]): Pick<CaseStory, "claims" | "sure"> => ({
  claims,
  sure: sure ? { ...claim("register", "wai", sure), observed_from: null } : null,
});
const two = [claim("scan_out", "wai", "mei"), claim("scan_out", "ann", "tom")];

describe("two outs with nothing between", () => {
  test("too close to tell: the order is said to be unknown, the office's own order is proposed", () =>
    expect(propose(row("return_missing", two, { order_unknown: true }), null, world(["ann"]))).toEqual({
      why: "order",
      place: "tom",
      from: "mei",
      to: "tom",
    }));

  test("the second by somebody of the store: it came back unscanned", () =>
    expect(propose(row("return_missing", two), story("cabinet"), world(["ann"]))).toEqual({
      why: "came_back",
      place: "tom",
      from: "mei",
      to: "tom",
      home: "cabinet",
    }));

  test("a store's tag scanned with the second says so whoever it was, and which store", () =>
    expect(propose(row("return_missing", two), story("cabinet", told("scan_out ann", "drawer")), world())).toMatchObject({
      why: "came_back",
      home: "drawer",
    }));

  test("the second by somebody outside: it was handed on", () => {
    const own = [two[0] as Claim, claim("hand_over", "tom", "tom")];
    expect(propose(row("return_missing", own), story("cabinet"), world(["ann"]))).toMatchObject({ why: "handed_on", place: "tom" });
  });

  test("a return in doubt that stands behind both was probably the missing one", () => {
    const back = [...two, { ...claim("scan_in", "mei", "drawer"), unsure: true }];
    expect(propose(row("return_missing", back), story("cabinet"), world(["ann"]))).toEqual({
      why: "came_before",
      place: "tom",
      from: "mei",
      to: "tom",
      home: "drawer",
    });
    const sure = [...two, claim("scan_in", "mei", "drawer")];
    expect(propose(row("return_missing", sure), null, world())).toMatchObject({ why: "later", place: "drawer" });
  });

  test("with nothing else to go by the later scan is proposed", () => {
    const out = [claim("scan_out", "wai", "aurelle"), claim("scan_out", "ann", "tom")];
    expect(propose(row("return_missing", out), null, world())).toMatchObject({ why: "later", place: "tom" });
  });
});

describe("seen where it cannot be", () => {
  const held = claim("scan_out", "wai", "mei");
  test("in a store: put back unscanned, and it is there", () =>
    expect(propose(row("place_contradicts", [held, claim("sighting", "ann", "cabinet")]), null, world())).toEqual({
      why: "put_back",
      place: "cabinet",
      to: "cabinet",
    }));

  test("elsewhere: passed on", () =>
    expect(propose(row("place_contradicts", [held, claim("sighting", "ann", "tom")]), null, world())).toMatchObject({ why: "passed_on" }));

  test("where only the office knows which place was scanned, nothing is guessed without it", () => {
    const seen = row("place_contradicts", [held, claim("sighting", "ann", null)]);
    expect(propose(seen, null, world())).toBeNull();
    expect(propose(seen, story(null, told("sighting ann", "drawer")), world())).toMatchObject({ place: "drawer" });
  });
});

describe("seen after it was gone", () => {
  test("lost things turn up", () => {
    const claims = [claim("report_lost", "mei", null), claim("scan_in", "wai", "cabinet")];
    expect(propose(row("retired_seen", claims), null, world())).toEqual({ why: "found_again", place: "cabinet", to: "cabinet" });
  });
  test("what was sold does not: a person must look first", () => {
    const claims = [claim("write_off", "sue", "sink-sold"), claim("scan_in", "wai", "cabinet")];
    expect(propose(row("retired_seen", claims), null, world())).toEqual({ why: "other_piece", place: null });
  });
});

describe("a short lot", () => {
  const short = row("short", [claim("scan_out", "wai", "mei")], { short: 3 });
  test("was taken from another drawer that has enough, the fullest one", () =>
    expect(propose(short, null, world([], { cabinet: -3, drawer: 3, mei: 9 }))).toMatchObject({ why: "from_other", place: "drawer" }));
  test("else it must be counted", () =>
    expect(propose(short, null, world([], { cabinet: -3, drawer: 2, mei: 9 }))).toEqual({ why: "count_lot", place: null }));
});

test("tags, papers and weights have their own explanation and move nothing", () => {
  const why = (kind: string) => propose(row(kind, [two[0] as Claim]), null, world());
  expect(
    ["unknown_tag", "void_tag", "off_slip", "weight_off", "certificate_unmatched", "incomplete"].map((kind) => why(kind)?.why),
  ).toEqual(["register_it", "old_tag", "was_extra", "weigh_again", "other_stone", "look_for_part"]);
  expect(why("void_tag")?.place).toBeNull();
});

test("a kind of a later release is not guessed at", () => expect(propose(row("haunted", two), null, world())).toBeNull());
