/** Which days pieces are promised to others, told as small stories of slips. */
import { describe, expect, it } from "vitest";
import { blankSlip } from "../../src/core/overlay_slip";
import type { SlipRow, SlipStatus, SlipTold } from "../../src/core/rows";
import { clashes, DAY_MS, span } from "../../src/screens/slips/bookings";

const line = (name: string, sample: string | null, model: string | null = null, n = 1) => ({
  line: name,
  sample,
  model,
  n,
  issued: [],
  returned: [],
});

function slip(id: string, status: SlipStatus, days: [number, number], lines: SlipTold["lines"]): SlipRow {
  return {
    id,
    no: `S-2026-${id}`,
    status,
    told: { ...blankSlip(), out_ms: days[0] * DAY_MS, back_ms: days[1] * DAY_MS, lines },
    commit: 1,
  };
}

const RINGS = ["r1", "r2", "r3"];
const alike = (model: string) => (model === "R-102" ? RINGS : []);
const wish = (
  days: [number, number],
  lines: { line: string; sample?: string; model?: string; n?: number }[],
  own: string | null = null,
) => ({
  slip: own,
  out_ms: days[0] * DAY_MS,
  back_ms: days[1] * DAY_MS,
  lines,
});

describe("a wish", () => {
  const others = [slip("0001", "approved", [10, 12], [line("1", "r1")])];

  it("for a piece promised on the same days is a clash that names the other slip", () => {
    const [clash] = clashes(wish([12, 14], [{ line: "1", sample: "r1" }]), others, alike);
    expect(clash).toMatchObject({ kind: "piece", sample: "r1", with: [{ slip: "0001", no: "S-2026-0001" }] });
  });

  it("for the day after it is back is none", () => {
    expect(clashes(wish([13, 14], [{ line: "1", sample: "r1" }]), others, alike)).toEqual([]);
  });

  it("does not clash with itself, nor with what nobody approved", () => {
    const asked = wish([10, 12], [{ line: "1", sample: "r1" }], "0001");
    expect(clashes(asked, [...others, slip("0002", "submitted", [10, 12], [line("1", "r1")])], alike)).toEqual([]);
  });

  it("for three of a model finds those that are promised by name and by number", () => {
    const more = [...others, slip("0003", "approved", [9, 11], [line("1", null, "R-102", 1)])];
    const [clash] = clashes(wish([10, 12], [{ line: "1", model: "R-102", n: 2 }]), more, alike);
    expect(clash).toEqual({ line: "1", kind: "model", model: "R-102", free: 1, asked: 2 });
  });

  it("counts a piece that it names itself as gone from its own model line", () => {
    const asked = wish(
      [20, 21],
      [
        { line: "1", sample: "r1" },
        { line: "2", model: "R-102", n: 3 },
      ],
    );
    expect(clashes(asked, [], alike)).toEqual([{ line: "2", kind: "model", model: "R-102", free: 2, asked: 3 }]);
  });
});

describe("a strip of days", () => {
  it("shows a stretch as columns, both days counted, cut at its edges", () => {
    expect(span({ out_ms: 2 * DAY_MS, back_ms: 4 * DAY_MS }, 0, 10)).toEqual([3, 6]);
    expect(span({ out_ms: -3 * DAY_MS, back_ms: 40 * DAY_MS }, 0, 10)).toEqual([1, 11]);
    expect(span({ out_ms: 11 * DAY_MS, back_ms: null }, 0, 10)).toBeNull();
  });
});
