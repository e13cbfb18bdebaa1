/** An inspection as it is filled in, and the actions it becomes: back in the hand, looked at, put away or sent to be mended. */
import type { Draft } from "../../core/action";
import { damageDraft } from "../../core/matter_drafts";
import { certificate, inspectDraft, type Weighed, weigh } from "../../core/return";
import type { Names, SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { setting, slips } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { word } from "../../i18n/t";
import { nameOf } from "../../parts/names";
import { person, rows } from "../../state";

export type Outcome = "good" | "repair" | "lost";
export type Completeness = "whole" | "missing";

export interface Look {
  gross: string;
  condition: string;
  completeness: Completeness | "";
  missing: string;
  /** The inscription as read; empty where nobody looked. */
  inscription: string;
  returned_by: string;
  note: string;
  photos: string[];
  place: string;
  outcome: Outcome;
}

const WEIGHT = /^\d{1,5}(\.\d{1,3})?$/;
export const isWeight = (text: string): boolean => text === "" || WEIGHT.test(text);

export function blankLook(view: SampleView): Look {
  const isPerson = rows.value.places.get(view.holder ?? "")?.kind === "person";
  return {
    gross: "",
    condition: view.condition ?? "good",
    completeness: "",
    missing: "",
    inscription: "",
    returned_by: isPerson ? (view.holder ?? "") : "",
    note: "",
    photos: [],
    place: view.home ?? "",
    outcome: "good",
  };
}

const DEFAULT_GRADES = ["good", "worn", "tarnished", "incomplete", "damaged"] as const;

/** The firm's own grades of condition, else the usual five. */
export function grades(): { value: string; label: string }[] {
  const own = setting<{ key: string; names: Names }[]>("grades");
  if (Array.isArray(own) && own.length) return own.map(({ key, names }) => ({ value: key, label: nameOf(names) }));
  return DEFAULT_GRADES.map((value) => ({ value, label: word("condition", value) }));
}

export const tolerance = (): string | null => setting<string>("tolerance_g") ?? null;

export const weighed = (view: SampleView, look: Look): Weighed =>
  weigh(view.facts.gross_g, isWeight(look.gross) ? look.gross : null, tolerance());

/** What the inscription read says against the certificates on record; null where nothing was read. */
export function inscribed(view: SampleView, look: Look) {
  const number = look.inscription.trim();
  return number ? certificate(view.facts.certificates ?? [], { number }) : null;
}

/** Taking it in and looking at it are one handful of actions; a person who returns to himself is told so. */
export function draftsOf(view: SampleView, look: Look): { drafts: Draft[]; flags: string[] } {
  const group = newId();
  if (look.outcome === "lost") {
    const body = { note: look.note.trim(), ...(look.photos.length ? { photos: look.photos } : {}) };
    return { drafts: [{ kind: "report_lost", sample: view.id, slip: view.slip, believed_from: view.place, group, body }], flags: [] };
  }
  const read = inscribed(view, look);
  const repair = look.outcome === "repair" ? (view.repair ?? newId()) : view.repair;
  const isMended = look.outcome === "good" && view.repair !== null;
  const { draft, flags } = inspectDraft(
    {
      sample: view.id,
      slip: view.slip,
      repair: isMended || look.outcome === "repair" ? repair : null,
      gross_g: look.gross || null,
      tolerance_g: tolerance(),
      condition: look.condition,
      complete: look.completeness === "" ? null : look.completeness === "whole",
      missing: look.missing.trim() || null,
      certificate: read ? { lab: read.of?.lab ?? null, number: look.inscription.trim(), matched: read.matched } : null,
      returned_by: look.returned_by || null,
      outcome: look.outcome,
      ...(look.photos.length ? { photos: look.photos } : {}),
      note: look.note.trim() || null,
    },
    view.facts.gross_g,
    person.value?.id ?? null,
  );
  const back: Draft = {
    kind: "scan_in",
    sample: view.id,
    tag: view.tag,
    to: look.place,
    believed_from: view.place,
    slip: view.slip,
    body: {},
    ...(isMended ? { repair } : {}),
  };
  const hurt =
    look.outcome === "repair" && !view.repair && repair
      ? [damageDraft(repair, { sample: view.id, slip: view.slip, grade: "serious", note: look.note.trim(), photos: look.photos })]
      : [];
  return { drafts: [...hurt, draft, back].map((one) => ({ ...one, group })), flags };
}

export interface Fault {
  field: "gross" | "place" | "missing" | "note";
}

/** What keeps it from being taken back. */
export function faults(look: Look): Set<Fault["field"]> {
  const found = new Set<Fault["field"]>();
  if (!isWeight(look.gross)) found.add("gross");
  if (look.outcome !== "lost" && !look.place) found.add("place");
  if (look.completeness === "missing" && !look.missing.trim()) found.add("missing");
  if (look.outcome !== "good" && !look.note.trim()) found.add("note");
  return found;
}

const MOST = 30;

/** Pieces out on slips that are due back, the longest overdue first. */
export function awaited(now = Date.now()): SampleView[] {
  const out = slips().filter(({ status, told }) => (status === "issued" || status === "partly_returned") && told.back_ms !== null);
  const due = out.filter(({ told }) => (told.back_ms ?? 0) <= now + 2 * 86_400_000);
  due.sort((a, b) => (a.told.back_ms ?? 0) - (b.told.back_ms ?? 0));
  const ids = due.flatMap(({ told }) => told.lines.flatMap((line) => line.issued.filter((id) => !line.returned.includes(id))));
  return ids
    .map(sampleView)
    .filter((view) => view !== null)
    .slice(0, MOST);
}
