/** The filters in use as chips that can be taken away one by one, and the views a person saved. */
import { useState } from "preact/hooks";
import type { Wanted } from "../../core/wanted";
import { ANY, NONE } from "../../core/whereabouts";
import { t, word } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { categoryName, placeName } from "../../parts/names";
import { Sheet } from "../../parts/Sheet";
import { materialWord } from "./Filters";
import { removeView, saveView, views } from "./views";
import { inUse, narrow, wanted } from "./wanted";

export function Chips() {
  const used = inUse(wanted.value);
  if (used.length === 0) return null;
  return (
    <ul class="chips" aria-label={t("samples.filters")}>
      {used.map((key) => (
        <li key={key}>
          <button type="button" class="chip-button" onClick={() => narrow({ [key]: undefined })} title={t("samples.take_away")}>
            <span>{said(key, wanted.value)}</span>
            <Icon name="cross" size={15} />
            <span class="unseen">{t("samples.take_away")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function said(key: keyof Wanted, now: Wanted): string {
  if (key === "status") return (now.status ?? []).map((one) => word("status", one)).join(t("common.comma"));
  if (key === "place" || key === "holder") return placeName(now[key]);
  if (key === "answers") return t("samples.answers", { name: placeName(now.answers) || t("sample.nowhere") });
  if (key === "type") return word("type", now.type);
  if (key === "category") return now.category === NONE ? t("board.no_category") : categoryName(now.category);
  if (key === "material") return materialWord(now.material ?? "");
  if (key === "itself") return t("samples.itself");
  if (key === "stock") return t("samples.stock");
  if (key === "outside") return now.outside === ANY ? t("board.outside") : `${t("board.outside")}: ${siteWord(now.outside)}`;
  if (key === "overdue") return t("samples.overdue");
  if (key === "photo_missing") return t("samples.no_photo");
  return now.model ?? now.client ?? "";
}

const siteWord = (kind: string | null | undefined): string => (kind === NONE ? t("sample.nowhere") : word("place_kind", kind));

export function ViewsSheet({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const take = (next: Wanted) => {
    wanted.value = next;
    onClose();
  };
  const save = () => {
    saveView(name.trim(), wanted.value);
    setName("");
  };
  const isNarrow = inUse(wanted.value).length > 0 || Boolean(wanted.value.text);
  return (
    <Sheet title={t("views.title")} onClose={onClose}>
      <ul class="rows">
        {views.value.map((view) => (
          <li key={view.name} class="view-row">
            <button type="button" class="row-button" onClick={() => take(view.wanted)}>
              <Icon name="list" />
              <span class="row-words">
                <strong>{view.name}</strong>
                <small>{[view.wanted.text, ...inUse(view.wanted).map((key) => said(key, view.wanted))].filter(Boolean).join(" · ")}</small>
              </span>
            </button>
            <IconButton icon="cross" name={t("views.remove", { name: view.name })} onClick={() => removeView(view.name)} />
          </li>
        ))}
      </ul>
      {views.value.length === 0 && <p class="small">{t("views.none")}</p>}
      {isNarrow && (
        <form
          class="save-view"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) save();
          }}
        >
          <Field label={t("views.name")} value={name} onInput={setName} maxLength={40} />
          <Button submit disabled={!name.trim()}>
            {t("views.save")}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
