/** What each metal and stone needs where it lies; the trade's defaults, which a firm changes for itself. */
import { useState } from "preact/hooks";
import type { MaterialRow } from "../../core/rows";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { rights, rows } from "../../state";
import { ConditionsFields, conditionsOf, isWhole, paperOf } from "../places/ConditionsFields";
import { tell } from "./fetched";

export function Materials(_: { path: string[] }) {
  const [open, setOpen] = useState<MaterialRow | null>(null);
  const all = rows.value.version >= 0 ? [...rows.value.materials.values()] : [];
  all.sort((a, b) => nameOf(a.names).localeCompare(nameOf(b.names)));
  return (
    <div class="materials">
      <Head title={t("materials.title")} back={link("more")} />
      <ul class="rows">
        {all.map((row) => (
          <li key={row.id}>
            <button type="button" class="row-button" onClick={() => setOpen(row)} disabled={!rights.value.includes("places")}>
              <span class="row-words">
                <strong>{nameOf(row.names)}</strong>
                <small>{needsWords(row)}</small>
              </span>
              <Icon name="next" size={18} />
            </button>
          </li>
        ))}
      </ul>
      {open && <MaterialSheet row={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function needsWords({ needs }: MaterialRow): string {
  const said = [
    needs.humidity && `${needs.humidity.join(" – ")} %`,
    needs.temperature && `${needs.temperature.join(" – ")} °C`,
    needs.dry === true && t("materials.dry"),
    needs.dry === false && t("materials.not_dry"),
    needs.sulphur_free && t("place.sulphur_free"),
    needs.halogen_free && t("place.halogen_free"),
    needs.soft_lined && t("place.soft_lined"),
    needs.apart_from_hard && t("materials.apart"),
    typeof needs.hardness === "number" && t("materials.mohs", { n: needs.hardness }),
  ];
  return said.filter(Boolean).join(" · ") || t("materials.nothing");
}

function MaterialSheet({ row, onClose }: { row: MaterialRow; onClose: () => void }) {
  const [paper, setPaper] = useState(() => paperOf(row.needs));
  const [apart, setApart] = useState<"yes" | "no">(row.needs.apart_from_hard ? "yes" : "no");
  const [hardness, setHardness] = useState(row.needs.hardness ? String(row.needs.hardness) : "");
  const [error, setError] = useState<unknown>(null);
  const isHard = hardness === "" || (/^\d{1,2}(\.\d)?$/.test(hardness) && Number(hardness) > 0 && Number(hardness) <= 10);
  const keep = () => {
    const needs = {
      ...conditionsOf(paper),
      ...(apart === "yes" ? { apart_from_hard: true } : {}),
      ...(hardness ? { hardness: Number(hardness) } : {}),
    };
    return tell("PATCH", `/api/materials/${row.id}`, { needs }).then(() => {
      syncNow();
      onClose();
    }, setError);
  };
  return (
    <Sheet
      title={nameOf(row.names)}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={!isWhole(paper) || !isHard} onClick={() => void keep()}>
          {t("common.keep")}
        </Button>
      }
    >
      <ConditionsFields title={t("materials.needs")} paper={paper} onChange={setPaper} />
      <Field
        label={t("materials.hardness")}
        inputMode="decimal"
        maxLength={4}
        value={hardness}
        wrong={isHard ? undefined : t("place.number_wrong")}
        onInput={setHardness}
      />
      <Segments
        label={t("materials.apart")}
        value={apart}
        choices={(["no", "yes"] as const).map((value) => ({ value, label: t(`common.${value}`) }))}
        onPick={setApart}
      />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
