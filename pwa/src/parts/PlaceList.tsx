/** Places to choose from: recent ones first, then by kind, store locations as the tree they are; a search over all. */
import { useState } from "preact/hooks";
import { withFigures } from "../core/place_tree";
import type { PlaceKind, PlaceRow } from "../core/rows";
import { t, word } from "../i18n/t";
import { rows } from "../state";
import { Field } from "./Field";
import { Icon } from "./Icon";
import { kindIcon, nameOf, placePath } from "./names";

const ORDER: PlaceKind[] = ["person", "store", "client", "workshop", "booth", "courier", "returned_to_owner", "sold", "scrapped", "lost"];
const SHOWN = 200;

interface Props {
  fits: (place: PlaceRow) => boolean;
  onPick: (place: PlaceRow) => void;
  recent?: readonly string[];
  chosen?: string | null;
}

export function PlaceList({ fits, onPick, recent = [], chosen = null }: Props) {
  const [typed, setTyped] = useState("");
  const all = [...rows.value.places.values()].filter((place) => !place.retired && fits(place));
  const found = matching(all, typed).slice(0, SHOWN);
  const lately = typed ? [] : recent.flatMap((id) => all.filter((place) => place.id === id));
  return (
    <div class="place-list">
      <Field label={t("place.search")} type="search" inputMode="search" value={typed} onInput={setTyped} />
      {lately.length > 0 && <Group name={t("place.recent")} places={lately} onPick={onPick} chosen={chosen} />}
      {ORDER.map((kind) => (
        <Group
          key={kind}
          name={word("place_kind", kind)}
          places={inTree(found.filter((place) => place.kind === kind))}
          onPick={onPick}
          chosen={chosen}
          indent={!typed}
        />
      ))}
      {found.length === 0 && <p class="small">{t(typed ? "place.none" : "place.empty")}</p>}
    </div>
  );
}

interface GroupProps {
  name: string;
  places: PlaceRow[];
  onPick: (place: PlaceRow) => void;
  chosen: string | null;
  indent?: boolean;
}

function Group({ name, places, onPick, chosen, indent = false }: GroupProps) {
  if (places.length === 0) return null;
  return (
    <section>
      <h2>{name}</h2>
      <ul class="rows">
        {places.map((place) => (
          <li key={place.id} style={{ paddingInlineStart: indent ? `${depth(place) * 22}px` : "0" }}>
            <button type="button" class="row-button" aria-pressed={place.id === chosen} onClick={() => onPick(place)}>
              <Icon name={kindIcon(place.kind)} />
              <span class="row-words">
                <strong>{nameOf(place.names) || word("place_kind", place.kind)}</strong>
                {!indent && place.parent && <small>{placePath(place.parent).join(" › ")}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function matching(places: PlaceRow[], typed: string): PlaceRow[] {
  const wish = typed.trim().toLowerCase();
  if (!wish) return places;
  return places.filter((place) => Object.values(place.names).some((name) => name.toLowerCase().includes(wish)));
}

const depth = (place: PlaceRow): number => Math.min(4, placePath(place.parent).length);

/** Each place after its parent, brothers by name. */
export function inTree(places: PlaceRow[]): PlaceRow[] {
  const key = (place: PlaceRow) => placePath(place.id).map(withFigures).join("\u0000");
  const keyed = places.map((place) => ({ place, key: key(place) }));
  return keyed.sort((a, b) => a.key.localeCompare(b.key, undefined, { numeric: true })).map(({ place }) => place);
}
