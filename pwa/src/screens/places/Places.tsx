/** Places: the store as a tree, clients, workshops, booths; each leads to what lies in it. */
import { useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { PlaceList } from "../../parts/PlaceList";
import { go, link } from "../../parts/route";
import { rights } from "../../state";
import { PlaceDetail } from "./PlaceDetail";
import { OPENABLE, PlaceSheet } from "./PlaceSheet";

export function Places({ path: [id] }: { path: string[] }) {
  return id ? <PlaceDetail key={id} id={id} /> : <All />;
}

function All() {
  const [isNew, setNew] = useState(false);
  return (
    <div class="places">
      <Head title={t("places.title")} back={link("more")} />
      <PlaceList fits={(place) => OPENABLE.includes(place.kind)} onPick={(place) => go("more", "places", place.id)} />
      <div class="acts foot-acts">
        {rights.value.includes("places") && (
          <Button look="main" icon="plus" onClick={() => setNew(true)}>
            {t("places.add")}
          </Button>
        )}
        {rights.value.includes("tags") && (
          <LinkButton href={link("more", "labels")} icon="tag">
            {t("labels.title")}
          </LinkButton>
        )}
      </div>
      {isNew && <PlaceSheet row={null} onClose={() => setNew(false)} />}
    </div>
  );
}
