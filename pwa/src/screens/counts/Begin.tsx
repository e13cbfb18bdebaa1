/** Beginning a count: which place, whether one is told what should be there, and whether what lies in it is counted too. */
import { useState } from "preact/hooks";
import type { CountMode, CountPurpose, PlaceRow } from "../../core/rows";
import { readTag } from "../../core/tag";
import { feel } from "../../device/feel";
import { byTag } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments, Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { isSink } from "../../parts/names";
import { PlaceField } from "../../parts/PlaceField";
import { asked, go, link } from "../../parts/route";
import { useWedge } from "../../parts/useWedge";
import { rows } from "../../state";
import { Camera } from "../scan/Camera";
import { begin, isMine } from "./count";
import { standAt } from "./run";

const MODES: readonly CountMode[] = ["guided", "blind"];
const PURPOSES: readonly CountPurpose[] = ["stock", "spot", "opening", "closing", "recount"];

export function Begin() {
  const [place, setPlace] = useState(asked.value.get("place") ?? "");
  const [scanned, setScanned] = useState(false);
  const [mode, setMode] = useState<CountMode>("blind");
  const [purpose, setPurpose] = useState<CountPurpose>("stock");
  const [deep, setDeep] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const hear = (text: string) => {
    const code = readTag(text);
    const found = code ? byTag(code) : null;
    const row = found?.id && (found.kind === "place" || found.kind === "person") ? rows.value.places.get(found.id) : undefined;
    if (!row) return feel("refused");
    setPlace(row.id);
    setScanned(true);
    feel("stored");
  };
  useWedge(hear);
  const start = async () => {
    try {
      const id = await begin({ place, mode, purpose, deep: deep && hasParts(place) });
      if (scanned && !(deep && hasParts(place))) standAt(id, place);
      go("counts", id, "run");
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div class="counts count-begin">
      <Head title={t("counts.new")} back={link("counts")} />
      <Camera onSee={(texts) => texts.forEach(hear)} toneOf={() => "again"} />
      <p class="small">{t("count.scan_place")}</p>
      <PlaceField
        label={t("count.place")}
        value={place}
        fits={(row: PlaceRow) => !row.retired && !isSink(row)}
        onPick={(id) => {
          setPlace(id);
          setScanned(false);
        }}
      />
      {isMine(place || null) && <Notice tone="flagged">{t("count.own")}</Notice>}
      <Segments
        label={t("count.mode")}
        value={mode}
        choices={MODES.map((value) => ({ value, label: word("count_mode", value) }))}
        onPick={setMode}
      />
      <p class="small">{t(`count.${mode}_what`)}</p>
      {hasParts(place) && (
        <Segments
          label={t("count.deep")}
          value={deep ? "yes" : "no"}
          choices={[
            { value: "yes", label: t("common.yes") },
            { value: "no", label: t("common.no") },
          ]}
          onPick={(value) => setDeep(value === "yes")}
        />
      )}
      <Select
        label={t("count.purpose")}
        value={purpose}
        choices={PURPOSES.map((value) => ({ value, label: word("count_purpose", value) }))}
        onPick={setPurpose}
      />
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look="main" icon="list" wide disabled={!place} onClick={() => void start()}>
          {t("counts.begin")}
        </Button>
      </div>
    </div>
  );
}

/** Has it trays or drawers of its own? */
function hasParts(place: string): boolean {
  for (const row of rows.value.places.values()) if (place && row.parent === place && !row.retired) return true;
  return false;
}
