import { expect, test } from "vitest";
import { withFigures } from "../../src/core/place_tree";

test("places numbered in Chinese stand in the order of their numbers", () => {
  const names = ["十一號櫃", "四號櫃", "一號櫃", "二十號櫃", "三号柜", "十號櫃", "二號櫃"];
  const inOrder = names.sort((a, b) => withFigures(a).localeCompare(withFigures(b), undefined, { numeric: true }));
  expect(inOrder).toEqual(["一號櫃", "二號櫃", "三号柜", "四號櫃", "十號櫃", "十一號櫃", "二十號櫃"]);
  expect(withFigures("三樓展廳 2號盤")).toBe("三樓展廳 2號盤");
});
