import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asText, millionths } from "../../src/core/decimal";
import { certificate, inspectDraft, weigh } from "../../src/core/return";

describe("weights", () => {
  test("are read exactly, as people write them", () => {
    expect(["4.21", " 4,210 ", "４．２１", "4.210000", "+4.21"].map((text) => millionths(text))).toEqual(Array(5).fill(4_210_000n));
    for (const text of ["", "abc", "4.2.1", "1e3", "4.2100001", "--1", null]) expect(millionths(text), String(text)).toBeNull();
    expect([4_210_000n, 4_000_000n, 1n, -5_000n, 0n].map((value) => asText(value))).toEqual([
      "4.210",
      "4.000",
      "0.000001",
      "-0.005",
      "0.000",
    ]);
  });

  test("text and number are the same thing twice", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (value) => millionths(asText(value)) === value),
      { seed: 3 },
    );
  });

  test("within 0.020 g or 0.2 % of the record, whichever is more, to the last thousandth", () => {
    expect(weigh("4.210", "4.230")).toEqual({ verdict: "within", difference: "0.020", tolerance: "0.020" });
    expect(weigh("4.210", "4.231")).toMatchObject({ verdict: "off", difference: "0.021" });
    expect(weigh("4.210", "4.189")).toMatchObject({ verdict: "off", difference: "-0.021" });
    expect(weigh("50.000", "50.100")).toEqual({ verdict: "within", difference: "0.100", tolerance: "0.100" });
    expect(weigh("50.000", "50.101").verdict).toBe("off");
    expect(weigh("0.3", "0.1").verdict).toBe("off"); // 0.3 − 0.1 is not 0.19999999999999998 here
  });

  test("the firm's own tolerance counts up to one gram; a senseless one does not", () => {
    expect(weigh("4.210", "4.215", "0.005").verdict).toBe("within");
    expect(weigh("4.210", "4.216", "0.005").verdict).toBe("off");
    for (const own of ["0", "-1", "1.001", "much", ""]) expect(weigh("4.210", "4.230", own).tolerance, own).toBe("0.020");
  });

  test("with nothing on record or nothing weighed nothing is claimed", () => {
    expect(weigh(null, "4.2").verdict).toBe("unknown");
    expect(weigh("4.2", "").verdict).toBe("unknown");
  });
});

describe("certificates", () => {
  const papers = [
    { lab: "GIA", number: "2141438171" },
    { lab: "GRS", number: "GRS2010-011024T" },
  ];

  test("blanks, hyphens and case do not count", () => {
    expect(certificate(papers, { number: "214 143 8171" })).toMatchObject({ matched: true, of: papers[0] });
    expect(certificate(papers, { lab: "grs", number: "grs 2010 011024 t" })).toMatchObject({ matched: true, of: papers[1] });
    expect(certificate(papers, { lab: "GIA", number: "GRS2010-011024T" }).matched).toBe(false);
  });

  test("an O for a nought is no match, but it is said that it looks like one", () => {
    expect(certificate(papers, { number: "GRS2O1O-O11O24T" })).toEqual({ matched: false, of: null, near: papers[1] });
    expect(certificate(papers, { number: "2I4I438I7I" })).toMatchObject({ matched: false, near: papers[0] });
    expect(certificate(papers, { number: "2141438172" })).toEqual({ matched: false, of: null, near: null });
    expect(certificate(papers, { number: " - " })).toEqual({ matched: false, of: null, near: null });
  });
});

describe("an inspection", () => {
  const said = { sample: "ring", slip: "s1", outcome: "good" as const };

  test("says what the office will open a case for, and carries only what was looked at", () => {
    const { draft, claims, flags } = inspectDraft(
      { ...said, gross_g: "4,5", complete: false, missing: "box", returned_by: "mei" },
      "4.210",
      "kim",
    );
    expect(claims).toEqual(["weight_off", "incomplete"]);
    expect(flags).toEqual([]);
    expect(draft).toEqual({
      kind: "inspect",
      sample: "ring",
      slip: "s1",
      repair: null,
      body: { gross_g: "4.500", complete: false, missing: "box", returned_by: "mei", outcome: "good" },
    });
  });

  test("an unmatched certificate is a claim; who takes back from themselves is flagged", () => {
    const paper = { lab: "GIA", number: "1", matched: false };
    expect(inspectDraft({ ...said, certificate: paper, returned_by: "kim" }, null, "kim")).toMatchObject({
      claims: ["certificate_unmatched"],
      flags: ["receiver_is_returner"],
    });
    expect(inspectDraft({ ...said, certificate: { ...paper, matched: true } }, null, "kim").claims).toEqual([]);
  });
});
