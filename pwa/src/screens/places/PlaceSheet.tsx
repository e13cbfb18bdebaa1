/** Opening a place, or changing its names, what it lies in, what lying there is like, and whether it is still used. */
import { useState } from "preact/hooks";
import type { Conditions, PlaceKind, PlaceRow } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments, Select } from "../../parts/Field";
import { NamesFields, namesGiven } from "../../parts/NamesFields";
import { Failure } from "../../parts/Notice";
import { nameOf, placePath } from "../../parts/names";
import { inTree } from "../../parts/PlaceList";
import { Sheet } from "../../parts/Sheet";
import { rows } from "../../state";
import { tell } from "../more/fetched";
import { ConditionsFields, conditionsOf, isWhole, paperOf } from "./ConditionsFields";

export const OPENABLE: PlaceKind[] = ["store", "client", "workshop", "booth", "courier"];

export function PlaceSheet({ row, onClose }: { row: PlaceRow | null; onClose: () => void }) {
  const [names, setNames] = useState(row?.names ?? {});
  const [kind, setKind] = useState<PlaceKind>(row?.kind ?? "store");
  const [parent, setParent] = useState(row?.parent ?? "");
  const [retired, setRetired] = useState<"yes" | "no">(row?.retired ? "yes" : "no");
  const [offers, setOffers] = useState(() => paperOf(row?.offers ?? null));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const keep = async () => {
    setBusy(true);
    setError(null);
    const said: Conditions | null = kind === "store" ? conditionsOf(offers) : null;
    const asked = { names: namesGiven(names), parent: parent || null, ...(kind === "store" ? { offers: said } : {}) };
    const call = row
      ? tell("PATCH", `/api/places/${row.id}`, { ...asked, retired: retired === "yes" })
      : tell("POST", "/api/places", { ...asked, kind });
    await call.then(onClose, setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={row ? nameOf(row.names) : t("places.add")}
      onClose={onClose}
      foot={
        <Button
          look="main"
          icon="tick"
          wide
          busy={busy}
          disabled={Object.keys(namesGiven(names)).length === 0 || !isWhole(offers)}
          onClick={() => void keep()}
        >
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
      {kind === "store" && <ConditionsFields title={t("place.offers")} paper={offers} onChange={setOffers} />}
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
