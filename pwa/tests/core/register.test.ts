import { describe, expect, test } from "vitest";
import { alikeDrafts, likeOf, numberAfter, registerDraft } from "../../src/core/register";
import { inTray, trayDrafts } from "../../src/core/tray";
import { piece, place, placesOf } from "./acts";

describe("registering", () => {
  const form = {
    tag: "T",
    number: "R-099",
    type: "ring",
    model: "R-1",
    home: "tray",
    facts: { gross_g: "4.2", size: "", stones: [] },
    photos: ["p"],
  };

  test("what was left empty is left out of the facts, and it lies at home where nothing else is said", () => {
    const draft = registerDraft("ring", { ...form, receipt: "r1", entry: "2" });
    expect(draft).toMatchObject({ kind: "register", sample: "ring", to: "tray", quantity: 1, receipt: "r1" });
    expect(draft.body).toEqual({
      tag: "T",
      number: "R-099",
      type: "ring",
      category: null,
      model: "R-1",
      name: null,
      home: "tray",
      arrived: null,
      facts: { gross_g: "4.2" },
      photos: ["p"],
      entry: "2",
    });
  });

  test("twenty alike: each its own tag, number and weight, and a photo only of the one it was taken of", () => {
    const pieces = Array.from({ length: 20 }, (_, i) => ({ sample: `s${i}`, tag: `T${i}`, gross_g: i === 1 ? "4.3" : null }));
    const drafts = alikeDrafts(form, pieces);
    expect(drafts.map((draft) => draft.body?.number).slice(0, 3)).toEqual(["R-099", "R-100", "R-101"]);
    expect(new Set(drafts.map((draft) => draft.body?.number)).size).toBe(20);
    expect(drafts.map((draft) => draft.body?.tag)).toEqual(pieces.map((one) => one.tag));
    expect(drafts[1]?.body?.facts).toEqual({ gross_g: "4.3" });
    expect(drafts.filter((draft) => draft.body?.photos)).toHaveLength(1);
    expect(alikeDrafts({ ...form, number: "ring" }, pieces).map((draft) => draft.body?.number)).toEqual(["ring", ...Array(19).fill(null)]);
  });

  test("numbers go on as they were written", () => {
    expect(numberAfter("R-007", 2)).toBe("R-009");
    expect(numberAfter("R-099", 1)).toBe("R-100");
    expect(numberAfter("20261122", 1)).toBe("20261123");
    expect(numberAfter("ring", 0)).toBe("ring");
    expect(numberAfter("ring", 1)).toBeNull();
    expect(numberAfter(null, 1)).toBeNull();
  });

  test("a copy has nothing that is one piece's own", () => {
    const facts = {
      gross_g: "4.2",
      metals: [{ metal: "gold", fineness: 750, net_g: "3.9" }],
      stones: [{ kind: "ruby", ct: "0.5", shape: "oval" }],
      certificates: [{ lab: "GIA", number: "1" }],
      client: "Leung",
    };
    const like = likeOf(piece("ring", { tag: "T", number: "R-1", type: "ring", model: "R-1", facts, photos: ["p"], home: "tray2" }));
    expect(like).toEqual({
      type: "ring",
      category: null,
      model: "R-1",
      name: null,
      home: "tray2",
      to: "tray2",
      quantity: 1,
      facts: { metals: [{ metal: "gold", fineness: 750 }], stones: [{ kind: "ruby", shape: "oval" }], client: "Leung" },
    });
  });
});

describe("a tray moved whole", () => {
  const places = placesOf(place("tray"), place("slot", { parent: "tray" }), place("tray2"));
  const all = [
    piece("a"),
    piece("b", { place: "slot" }),
    piece("c", { place: "tray2" }),
    piece("lot", { quantity: 5, at: { tray: 3, tray2: 2 } }),
    piece("set", { quantity: 2, at: { slot: 2 }, place: "slot" }),
  ];

  test("takes what lies in it and in its parts, and of a lot only all or nothing", () => {
    expect(inTray("tray", all, places).map((one) => one.id)).toEqual(["a", "b", "set"]);
  });

  test("one group for the tray and every piece; the tray itself is evidence of where a piece lay", () => {
    const drafts = trayDrafts({ tray: "tray", kind: "scan_out", to: "mei", group: "g", slip: "s1" }, inTray("tray", all, places));
    expect(drafts.map((draft) => [draft.kind, draft.sample ?? null, draft.observed_from ?? null, draft.quantity ?? 1])).toEqual([
      ["scan_out", "a", "tray", 1],
      ["scan_out", "b", null, 1],
      ["scan_out", "set", null, 2],
      ["tray", null, null, 1],
    ]);
    expect(new Set(drafts.map((draft) => `${draft.group} ${draft.slip} ${draft.to}`))).toEqual(new Set(["g s1 mei"]));
    expect(drafts.at(-1)?.body).toEqual({ tray: "tray", samples: ["a", "b", "set"] });
  });
});
