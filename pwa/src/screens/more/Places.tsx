/** Places: the store as a tree, clients, workshops, booths; new ones, other names, and which are no longer used. */
import { useState } from "preact/hooks";
import type { PlaceKind, PlaceRow } from "../../core/rows";
import { api } from "../../device/api";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Segments, Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { NamesFields, namesGiven } from "../../parts/NamesFields";
import { Failure } from "../../parts/Notice";
import { kindIcon, nameOf, placePath } from "../../parts/names";
import { inTree, PlaceList } from "../../parts/PlaceList";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { TagCode } from "../../parts/Words";
import { rights, rows } from "../../state";

const OPENABLE: PlaceKind[] = ["store", "client", "workshop", "booth", "courier"];

export function Places(_: { path: string[] }) {
  const [open, setOpen] = useState<PlaceRow | "new" | null>(null);
  return (
    <div class="places">
      <Head title={t("places.title")} back={link("more")} />
      <PlaceList fits={(place) => OPENABLE.includes(place.kind)} onPick={setOpen} />
      <div class="acts foot-acts">
        <Button look="main" icon="plus" onClick={() => setOpen("new")}>
          {t("places.add")}
        </Button>
        {rights.value.includes("tags") && (
          <LinkButton href={link("more", "labels")} icon="tag">
            {t("labels.title")}
          </LinkButton>
        )}
      </div>
      {open && <PlaceSheet row={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function PlaceSheet({ row, onClose }: { row: PlaceRow | null; onClose: () => void }) {
  const [names, setNames] = useState(row?.names ?? {});
  const [kind, setKind] = useState<PlaceKind>(row?.kind ?? "store");
  const [parent, setParent] = useState(row?.parent ?? "");
  const [retired, setRetired] = useState<"yes" | "no">(row?.retired ? "yes" : "no");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keep = async () => {
    setBusy(true);
    setError(null);
    const asked = { names: namesGiven(names), parent: parent || null };
    const call = row
      ? api("PATCH", `/api/places/${row.id}`, { ...asked, retired: retired === "yes" })
      : api("POST", "/api/places", { ...asked, kind });
    await call.then(onClose, setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={row ? nameOf(row.names) : t("places.add")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide busy={busy} disabled={Object.keys(namesGiven(names)).length === 0} onClick={() => void keep()}>
          {t("common.keep")}
        </Button>
      }
    >
      {!row && (
        <Select
          label={t("places.kind")}
          value={kind}
          choices={OPENABLE.map((value) => ({ value, label: word("place_kind", value) }))}
          onPick={setKind}
        />
      )}
      <NamesFields names={names} onChange={setNames} />
      {kind === "store" && <ParentChoice value={parent} own={row?.id ?? null} onPick={setParent} />}
      {row?.tag && <TagLine row={row} tag={row.tag} />}
      {row && (
        <Segments
          label={t("places.retired")}
          value={retired}
          choices={[
            { value: "no", label: t("common.no") },
            { value: "yes", label: t("common.yes") },
          ]}
          onPick={setRetired}
        />
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

function ParentChoice({ value, own, onPick }: { value: string; own: string | null; onPick: (id: string) => void }) {
  const stores = inTree([...rows.value.places.values()].filter((place) => place.kind === "store" && !place.retired && place.id !== own));
  const choices = [
    { value: "", label: t("places.top") },
    ...stores.map((place) => ({ value: place.id, label: placePath(place.id).join(" › ") })),
  ];
  return <Select label={t("places.parent")} value={value} choices={choices} onPick={onPick} />;
}

function TagLine({ row, tag }: { row: PlaceRow; tag: string }) {
  return (
    <p class="tag-line">
      <Icon name={kindIcon(row.kind)} />
      <TagCode code={tag} />
      {rights.value.includes("tags") && <a href={link("more", "labels", row.id)}>{t("sample.print")}</a>}
    </p>
  );
}
