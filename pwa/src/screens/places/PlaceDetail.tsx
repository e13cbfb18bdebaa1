/** One place: what lies in it, what lying there is like, what was measured, and moving all of it at once. */
import { useState } from "preact/hooks";
import type { PlaceRow, SampleView } from "../../core/rows";
import { type Misfit, misfits } from "../../core/storage";
import { inTray } from "../../core/tray";
import { conditions } from "../../device/conditions";
import { find } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { Button, IconButton, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty, Notice } from "../../parts/Notice";
import { kindIcon, nameOf, placePath } from "../../parts/names";
import { type Pair, Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { TagCode } from "../../parts/Words";
import { rights, rows } from "../../state";
import { PlaceSheet } from "./PlaceSheet";
import { ReadingSheet } from "./ReadingSheet";
import { Readings } from "./Readings";
import { Sensors } from "./Sensors";
import { TraySheet } from "./TraySheet";

const SHOWN = 100;
const WARNED = 6; // the pieces themselves come below
type Open = "change" | "reading" | "tray" | null;

export function PlaceDetail({ id }: { id: string }) {
  const [open, setOpen] = useState<Open>(null);
  const row = rows.value.version >= 0 ? rows.value.places.get(id) : undefined;
  if (!row) return <Missing />;
  const pieces = lyingIn(id);
  const close = () => setOpen(null);
  const isStore = row.kind === "store";
  return (
    <article class="place">
      <Head title={nameOf(row.names)} back={link("more", "places")}>
        {rights.value.includes("places") && <IconButton icon="pen" name={t("place.change")} onClick={() => setOpen("change")} />}
      </Head>
      <div class="slip-columns">
        <div class="slip-main">
          <Face row={row} pieces={pieces} />
          {isStore && <Warnings place={id} pieces={pieces} />}
          <Pieces pieces={pieces} />
        </div>
        <div class="slip-side">
          {isStore && <Offers row={row} />}
          {isStore && <Readings place={id} />}
          {isStore && rights.value.includes("places") && <Sensors place={id} />}
        </div>
      </div>
      <div class="foot-acts">
        {isStore && pieces.length > 0 && (
          <Button look="main" icon="give" onClick={() => setOpen("tray")}>
            {t("place.move_all", { n: pieces.length })}
          </Button>
        )}
        <LinkButton href={`${link("counts", "new")}?place=${row.id}`} icon="list">
          {t("counts.begin")}
        </LinkButton>
        {isStore && (
          <Button icon="note" onClick={() => setOpen("reading")}>
            {t("place.read")}
          </Button>
        )}
      </div>
      {open === "change" && <PlaceSheet row={row} onClose={close} />}
      {open === "reading" && <ReadingSheet place={id} onClose={close} />}
      {open === "tray" && <TraySheet row={row} pieces={pieces} onClose={close} />}
    </article>
  );
}

/** Everything in this place and its parts, as seen on this phone. */
const lyingIn = (id: string): SampleView[] => inTray(id, find({ place: id }), rows.value.places);

function Missing() {
  return (
    <>
      <Head title={t("places.title")} back={link("more", "places")} />
      <Empty icon="store" title={t("place.missing")}>
        {t("receipt.missing_what")}
      </Empty>
    </>
  );
}

function Face({ row, pieces }: { row: PlaceRow; pieces: SampleView[] }) {
  const path = placePath(row.parent);
  return (
    <section class="slip-face place-face">
      <Icon name={kindIcon(row.kind)} size={30} />
      <div>
        <strong>{t("basket.pieces", { n: pieces.length })}</strong>
        <small>{[word("place_kind", row.kind), ...path].join(" › ")}</small>
        {row.tag && (
          <small class="tag-line">
            <TagCode code={row.tag} />
            {rights.value.includes("tags") && <a href={link("more", "labels", row.id)}>{t("sample.print")}</a>}
          </small>
        )}
      </div>
    </section>
  );
}

/** Pieces that should not lie here, or not beside what lies here. */
function Warnings({ place, pieces }: { place: string; pieces: SampleView[] }) {
  const world = conditions();
  const found = pieces
    .map((view) => ({ view, reasons: misfits(view, view.place ?? place, world) }))
    .filter(({ reasons }) => reasons.length > 0);
  if (!found.length) return null;
  return (
    <Notice tone="flagged" title={t("place.misfits", { n: found.length })}>
      <ul class="plain misfits">
        {found.slice(0, WARNED).map(({ view, reasons }) => (
          <li key={view.id}>
            <a href={link("samples", view.id)}>{view.archive_no ?? view.entry_no ?? word("type", view.type)}</a>
            {byReason(reasons).map(([reason, materials]) => (
              <small key={reason}>{t("place.minds", { materials, reason: word("reason", reason) })}</small>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Each reason once, with the materials that mind. */
function byReason(found: Misfit[]): [reason: string, materials: string][] {
  const materials = new Map<string, string[]>();
  for (const { reason, material } of found) {
    const name = nameOf(rows.value.materials.get(material)?.names ?? {});
    materials.set(reason, [...(materials.get(reason) ?? []), name]);
  }
  return [...materials].map(([reason, names]) => [reason, [...new Set(names)].join(t("common.comma"))]);
}

function Pieces({ pieces }: { pieces: SampleView[] }) {
  if (!pieces.length)
    return (
      <Empty icon="samples" title={t("place.nothing")}>
        {t("place.empty_what")}
      </Empty>
    );
  return (
    <ul class="rows">
      {pieces.slice(0, SHOWN).map((view) => (
        <li key={view.id}>
          <a class="row-button" href={link("samples", view.id)}>
            <SampleLine view={view} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Offers({ row }: { row: PlaceRow }) {
  const { offers } = row;
  if (!offers) return null;
  const flags = (["dry", "sulphur_free", "halogen_free", "soft_lined"] as const).filter((flag) => typeof offers[flag] === "boolean");
  return (
    <section class="slip-about">
      <h2>{t("place.offers")}</h2>
      <Pairs
        of={[
          [t("place.humidity"), offers.humidity && `${offers.humidity.join(" – ")} %`],
          [t("place.temperature"), offers.temperature && `${offers.temperature.join(" – ")} °C`],
          ...flags.map((flag): Pair => [t(`place.${flag}`), t(offers[flag] ? "common.yes" : "common.no")]),
        ]}
      />
    </section>
  );
}
