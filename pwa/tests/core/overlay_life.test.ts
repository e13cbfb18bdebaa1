import { describe, expect, test } from "vitest";
import { overlay } from "../../src/core/overlay";
import { act, kindOf, piece } from "./acts";

const ring = piece("ring");

describe("a piece between arrival and archive, as seen before the office knows", () => {
  test("delivered goods are ours to answer for under a temporary tag, and unregistered wherever they are carried", () => {
    const arrived = act("arrive", { sample: "ring", receipt: "r1", tag: "TEMP", to: "tray", body: { photos: ["p1"] } });
    const moved = act("move", { sample: "ring", to: "tray2" });
    const view = overlay(null, [arrived, moved], kindOf);
    expect(view).toMatchObject({ id: "ring", tag: "TEMP", status: "unregistered", place: "tray2", holder: "tray2", photos: ["p1"] });
    const body = { tag: "OWN", type: "ring", photos: ["p2", "p1"] };
    const registered = overlay(null, [arrived, moved, act("register", { sample: "ring", body })], kindOf);
    expect(registered).toMatchObject({ tag: "OWN", status: "in_store", place: "tray2", photos: ["p2", "p1"] });
  });

  test("C11 a second registration only says more: it moves nothing", () => {
    const out = piece("ring", { status: "out", place: "mei", holder: "mei", type: "ring" });
    const view = overlay(out, [act("register", { sample: "ring", to: "tray", body: { type: "pendant" } })], kindOf);
    expect(view).toMatchObject({ type: "pendant", place: "mei", status: "out" });
  });

  test("a slip goes with the piece for as long as it is outside, whoever has it", () => {
    const issued = act("scan_out", { sample: "ring", to: "mei", slip: "s1" });
    const shown = act("hand_over", { sample: "ring", to: "client" });
    expect(overlay(ring, [issued, shown], kindOf)).toMatchObject({ slip: "s1", place: "client" });
    expect(overlay(ring, [issued, shown, act("scan_in", { sample: "ring", to: "tray", slip: "s1" })], kindOf)?.slip).toBeNull();
    const other = act("scan_out", { sample: "ring", to: "mei", slip: "s2" });
    expect(overlay(ring, [issued, other], kindOf)?.slip).toBe("s2");
    expect(overlay({ ...ring, slip: "s1", place: "mei" }, [act("report_lost", { sample: "ring" })], kindOf)?.slip).toBe("s1");
  });

  test("a lot keeps its slip until the last of it is back", () => {
    const lot = piece("lot", { quantity: 10, at: { tray: 10 } });
    const out = act("scan_out", { sample: "lot", to: "mei", slip: "s1", quantity: 6, believed_from: "tray" });
    const some = act("scan_in", { sample: "lot", to: "tray", quantity: 4, believed_from: "mei" });
    const rest = act("scan_in", { sample: "lot", to: "tray", quantity: 2, believed_from: "mei" });
    expect(overlay(lot, [out, some], kindOf)?.slip).toBe("s1");
    expect(overlay(lot, [out, some, rest], kindOf)?.slip).toBeNull();
  });

  test("damage opens a repair and a good inspection under it closes it, another does not", () => {
    const hurt = act("damage", { sample: "ring", repair: "d1", body: { grade: "serious", condition: "damaged" } });
    expect(overlay(ring, [hurt], kindOf)).toMatchObject({ repair: "d1", condition: "damaged", place: "tray" });
    const fine = { sample: "ring", body: { outcome: "good" } };
    expect(overlay(ring, [hurt, act("inspect", { ...fine, repair: "d1" })], kindOf)?.repair).toBeNull();
    expect(overlay(ring, [hurt, act("inspect", { ...fine, repair: "d2" })], kindOf)?.repair).toBe("d1");
    expect(overlay(ring, [hurt, act("inspect", { ...fine, repair: null })], kindOf)?.repair).toBe("d1");
    expect(overlay(ring, [hurt, act("inspect", { sample: "ring", repair: "d1", body: { outcome: "repair" } })], kindOf)?.repair).toBe("d1");
  });

  test("what a giver's phone says moves nothing; the taker's half does", () => {
    const out = piece("ring", { status: "out", place: "kim", holder: "kim", slip: "s1" });
    const given = act("give", { sample: "ring", to: "mei", group: "pair" });
    expect(overlay(out, [given], kindOf)).toMatchObject({ place: "kim", holder: "kim" });
    expect(overlay(out, [act("hand_over", { sample: "ring", to: "mei", group: "pair", by: "mei" })], kindOf)).toMatchObject({
      place: "mei",
      slip: "s1",
    });
  });

  test("C15 undone is as if it had not been, also where the office shows it already", () => {
    const hurt = act("damage", { sample: "ring", repair: "d1" });
    const undo = act("undo", { sample: "ring", body: { reverses: hurt.id } });
    expect(overlay(ring, [hurt, undo], kindOf)?.repair).toBeNull();
    expect(overlay({ ...ring, repair: "d1" }, [undo], kindOf, () => hurt)?.repair).toBeNull();
    const issued = act("scan_out", { sample: "ring", to: "mei", slip: "s1", believed_from: "tray" });
    const landed = piece("ring", { status: "out", place: "mei", holder: "mei", slip: "s1" });
    expect(overlay(landed, [act("undo", { sample: "ring", body: { reverses: issued.id } })], kindOf, () => issued)).toMatchObject({
      place: "tray",
      slip: null,
    });
  });

  test("what only says something about the piece moves nothing", () => {
    for (const kind of ["show", "assess", "repair_cost", "inspect", "give"] as const) {
      expect(overlay(ring, [act(kind, { sample: "ring", to: "client" })], kindOf), kind).toMatchObject({
        place: "tray",
        status: "in_store",
      });
    }
  });
});
