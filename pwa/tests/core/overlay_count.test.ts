import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/core/action";
import { overlayCount } from "../../src/core/overlay_matters";
import type { CountRow, CountTold } from "../../src/core/rows";

interface Vector {
  actions: Action[];
  status: string;
  told: CountTold;
}
const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/counts.json", import.meta.url), "utf8")) as Vector[];

describe("a count as seen here", () => {
  test("says what the office says of the same actions", () => {
    for (const { actions, status, told } of vectors) {
      const view = overlayCount("c", null, actions, () => undefined);
      expect({ status: view?.status, told: view?.told }).toEqual({ status, told });
    }
  });

  test("unsent actions over the office's row come to the same as all of them at the office", () => {
    for (const { actions, status, told } of vectors)
      for (let sent = 1; sent < actions.length; sent++) {
        const first = overlayCount("c", null, actions.slice(0, sent), () => undefined);
        const row = { ...first, no: "C-2026-0001" } as CountRow;
        const known = (id: string) => actions.find((action) => action.id === id);
        const view = overlayCount("c", row, actions.slice(sent), known);
        const isTakenBack = actions.slice(sent).some(({ body }) => actions.slice(0, sent).some(({ id }) => id === body.reverses));
        const but = isTakenBack ? { counters: [] } : {}; // whether its person counted anything else, only the office knows
        expect({ status: view?.status, told: { ...view?.told, ...but } }).toEqual({ status, told: { ...told, ...but } });
      }
  });

  test("nothing is known of a count nobody here has opened", () => {
    expect(overlayCount("c", null, [], () => undefined)).toBeNull();
    expect(overlayCount("c", null, (vectors[0]?.actions ?? []).slice(1), () => undefined)?.told.expected ?? null).toBeNull();
  });
});
