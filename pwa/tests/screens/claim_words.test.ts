import { describe, expect, test } from "vitest";
import type { ClaimTold } from "../../src/core/case";
import type { Claim, Lang } from "../../src/core/rows";
import { first as enFirst } from "../../src/i18n/en/first";
import { later as enLater } from "../../src/i18n/en/later";
import { fill, type Messages } from "../../src/i18n/t";
import { first as zhHansFirst } from "../../src/i18n/zh-Hans/first";
import { later as zhHansLater } from "../../src/i18n/zh-Hans/later";
import { first as zhHantFirst } from "../../src/i18n/zh-Hant/first";
import { later as zhHantLater } from "../../src/i18n/zh-Hant/later";
import { because, type Calling, deed, doubts, type Said, whatIsWrong } from "../../src/screens/cases/claim_words";

const en: Messages = { ...enFirst, ...enLater };
const LANGUAGES: [Lang, Messages][] = [
  ["en", en],
  ["zh-Hant", { ...zhHantFirst, ...zhHantLater }],
  ["zh-Hans", { ...zhHansFirst, ...zhHansLater }],
];
const NAMES: Record<string, string> = { mei: "Mei", anna: "Anna", tom: "Tom", cabinet: "Cabinet 3" };
const call: Calling = {
  person: (id) => NAMES[id ?? ""] ?? "",
  place: (id) => NAMES[id ?? ""] ?? "",
  phone: (device) => `phone ${device}`,
  time: (ms) => `${Math.floor(ms / 3_600_000)}:${String((ms / 60_000) % 60).padStart(2, "0")}`,
  kind: (kind) => kind,
  slip: () => "S-2026-0012",
  tag: (code) => code,
};
const at = (hour: number, minute: number) => (hour * 60 + minute) * 60_000;
const claim = (kind: string, by: string | null, to: string | null, happened = at(14, 10), known = happened): Claim => ({
  action: "a",
  by,
  device: "2",
  kind,
  to,
  happened_ms: happened,
  known_ms: known,
});
const told = (given: Partial<ClaimTold> = {}): ClaimTold => ({
  action: "a",
  undone: false,
  reasons: [],
  observed_from: null,
  tag: null,
  slip: null,
  quantity: 1,
  note: null,
  gross_g: null,
  missing: null,
  certificate: null,
  photos: null,
  ...given,
});
const english = ({ key, values }: Said) => fill(en[key], values, "en");

describe("what somebody did, as a sentence", () => {
  test.each([
    ["scan_out", "mei", "anna", "Mei gave it out to Anna at 14:10"],
    ["scan_out", "mei", "mei", "Mei took it out at 14:10"],
    ["scan_in", "tom", "cabinet", "Tom put it in Cabinet 3 at 14:10"],
    ["move", "tom", "cabinet", "Tom moved it to Cabinet 3 at 14:10"],
    ["hand_over", "mei", "anna", "Mei handed it to Anna at 14:10"],
    ["hand_over", "anna", "anna", "Anna took it over at 14:10"],
    ["sighting", "tom", null, "Tom saw it at 14:10"],
    ["found", "tom", "cabinet", "Tom found it at 14:10 and put it in Cabinet 3"],
    ["report_lost", "mei", null, "Mei reported it lost at 14:10"],
    ["register", "tom", "cabinet", "Tom registered it in Cabinet 3 at 14:10"],
    ["arrive", "tom", "cabinet", "Tom received it into Cabinet 3 at 14:10"],
    ["inspect", "tom", null, "Tom inspected it at 14:10"],
    ["settle", "tom", "cabinet", "Tom decided at 14:10: it is at Cabinet 3"],
    ["polish", "tom", "cabinet", "Tom at 14:10: polish, Cabinet 3"],
    ["polish", "tom", null, "Tom at 14:10: polish"],
    ["scan_in", null, "cabinet", "phone 2 put it in Cabinet 3 at 14:10"],
  ])("%s by %s to %s", (kind, by, to, sentence) => expect(english(deed(claim(kind, by, to), call))).toBe(sentence));

  test("a sighting says the place whose tag was scanned", () =>
    expect(english(deed(claim("sighting", "tom", null), call, "cabinet"))).toBe("Tom saw it at 14:10 in Cabinet 3"));
});

describe("what makes it less than sure", () => {
  const said = (of: Claim, story?: ClaimTold) => doubts(of, story, call).map(english);

  test("when the office came to know of it, where that was noticeably later", () => {
    expect(said(claim("scan_out", "mei", "anna", at(14, 10), at(16, 2)))).toEqual(["Known to the office 16:02"]);
    expect(said(claim("scan_out", "mei", "anna", at(14, 10), at(14, 11)))).toEqual([]);
  });

  test("a doubted clock, a void tag, a place that was scanned, what was taken back", () => {
    const doubted = { ...claim("scan_out", "mei", "anna"), unsure: true };
    const story = told({ reasons: ["void_tag"], tag: "ABCD", observed_from: "cabinet", undone: true, slip: "s", note: "in the safe" });
    expect(said(doubted, story)).toEqual([
      "This phone’s clock was wrong; the office worked the time out.",
      "Taken back since.",
      "By the tag ABCD, which had been replaced.",
      "The tag of Cabinet 3 was scanned too.",
      "On slip S-2026-0012",
      "“in the safe”",
    ]);
  });

  test("what an inspection read", () =>
    expect(said(claim("inspect", "tom", null), told({ gross_g: "4.180", missing: "chain", certificate: { number: "214" } }))).toEqual([
      "Weighed 4.180 g",
      "Read: 214",
      "Missing: chain",
    ]));
});

describe("in three languages", () => {
  const every: Said[] = [
    ...["return_missing", "retired_seen", "place_contradicts", "short", "unknown_tag", "void_tag", "off_slip", "weight_off"].map((kind) =>
      whatIsWrong(kind, 2),
    ),
    ...["certificate_unmatched", "incomplete"].map((kind) => whatIsWrong(kind, 0)),
    ...(["order", "came_back", "came_before", "handed_on", "later", "found_again", "put_back", "passed_on", "from_other"] as const).map(
      (why) => because({ why, place: "tom", from: "mei", to: "tom", home: "cabinet" }, call),
    ),
    deed(claim("scan_out", "mei", "anna"), call),
  ].filter((said): said is Said => said !== null);

  test.each(LANGUAGES)("every sentence is whole in %s", (lang, messages) => {
    expect(every).toHaveLength(20);
    for (const { key, values } of every) {
      const sentence = fill(messages[key], values, lang);
      expect(sentence, key).not.toMatch(/[{}#]|undefined/);
      for (const [, hole = ""] of messages[key].matchAll(/\{(\w+)\}/g)) expect(values[hole], `${key} ${hole}`).toBeTruthy();
    }
  });

  test("a kind of a later release has no sentence", () => expect(whatIsWrong("haunted", 0)).toBeNull());
});
