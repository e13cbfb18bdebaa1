import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/titles.json?raw";
import type { Lang, SampleRow } from "../../src/core/rows";
import { title } from "../../src/core/title";

type Named = Pick<SampleRow, "name" | "type" | "facts" | "model" | "number" | "archive_no" | "tag">;
const shared = JSON.parse(vectors) as ({ row: Named } & Record<Lang, string>)[];
const piece = (facts: Named["facts"], type = "ring"): Named => ({
  name: null,
  type,
  facts,
  model: null,
  number: null,
  archive_no: null,
  tag: null,
});

test("N1 a piece is called what a jeweller calls it, in three languages", () => {
  expect(shared.length).toBeGreaterThan(10);
  for (const { row, ...said } of shared) {
    for (const lang of ["en", "zh-Hant", "zh-Hans"] as const) expect(title(row, lang)).toBe(said[lang]);
  }
});

test("N1 足金 is at least 999 in Hong Kong, at least 990 on the mainland and in Macau", () => {
  const gold = (fineness: number) => piece({ metals: [{ metal: "gold", fineness }] });
  expect(title(gold(999), "zh-Hant", "hk")).toBe("足金戒指");
  expect(title(gold(990), "zh-Hant", "hk")).toBe("990金戒指");
  expect(title(gold(990), "zh-Hant", "macau")).toBe("足金戒指");
  expect(title(gold(990), "zh-Hans")).toBe("足金戒指");
  expect(title(gold(989), "zh-Hans")).toBe("989金戒指");
});

test("N1 white gold is never 白金, which is platinum in Hong Kong law", () => {
  expect(title(piece({ metals: [{ metal: "white_gold", fineness: 750 }] }), "zh-Hant")).toBe("18K白色黃金戒指");
});
