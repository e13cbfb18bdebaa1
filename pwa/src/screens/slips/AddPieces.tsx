/** Adding pieces to a slip: by searching, by scanning, or as so many of a model. The sheet stays open for the next. */
import { useRef, useState } from "preact/hooks";
import { readTag } from "../../core/tag";
import { title } from "../../core/title";
import { feel } from "../../device/feel";
import { byTag, sampleView, search } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { SampleLine } from "../../parts/SampleLine";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { useWedge } from "../../parts/useWedge";
import { lang } from "../../state";
import { Camera } from "../scan/Camera";
import { alike, models } from "./slip";
import { type Wish, withModel, withPiece } from "./wish";

type How = "search" | "scan" | "model";
const HOWS: readonly How[] = ["search", "scan", "model"];
const FOUND = 30;

interface Props {
  wish: Wish;
  onChange: (wish: Wish) => void;
  onClose: () => void;
}

export function AddPieces({ wish, onChange, onClose }: Props) {
  const [how, setHow] = useState<How>("search");
  return (
    <Sheet
      title={t("slip.add_pieces")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide onClick={onClose}>
          {t("slip.added", { n: wish.lines.length })}
        </Button>
      }
    >
      <Segments<How>
        label={t("slip.add_pieces")}
        showLabel={false}
        value={how}
        choices={HOWS.map((value) => ({ value, label: t(`add.${value}`) }))}
        onPick={setHow}
      />
      {how === "search" && <BySearch wish={wish} onChange={onChange} />}
      {how === "scan" && <ByScan wish={wish} onChange={onChange} />}
      {how === "model" && <ByModel wish={wish} onChange={onChange} />}
    </Sheet>
  );
}

type Adding = Omit<Props, "onClose">;

function BySearch({ wish, onChange }: Adding) {
  const [typed, setTyped] = useState("");
  const found = search(typed, FOUND);
  const isOn = (id: string) => wish.lines.some((line) => line.sample === id);
  const turn = (id: string) =>
    onChange(isOn(id) ? { ...wish, lines: wish.lines.filter((line) => line.sample !== id) } : withPiece(wish, id));
  return (
    <>
      <Field label={t("samples.search")} type="search" inputMode="search" value={typed} onInput={setTyped} />
      <ul class="rows chosen-rows">
        {found.map((view) => (
          <li key={view.id}>
            <button type="button" class="row-button" aria-pressed={isOn(view.id)} onClick={() => turn(view.id)}>
              <span class="check">{isOn(view.id) && <Icon name="tick" size={18} />}</span>
              <SampleLine view={view} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="small">{t("typed.none")}</p>}
    </>
  );
}

function ByScan({ wish, onChange }: Adding) {
  const [last, setLast] = useState<string | null>(null);
  const now = useRef(wish);
  now.current = wish;
  const take = (text: string) => {
    const code = readTag(text);
    const found = code ? byTag(code) : null;
    if (!found?.id || !sampleView(found.id)) {
      setLast(code ? "" : null);
      return feel("refused");
    }
    const next = withPiece(now.current, found.id);
    feel(next === now.current ? "again" : "stored");
    now.current = next; // two tags in one view both count
    setLast(found.id);
    onChange(next);
  };
  useWedge(take);
  const view = last ? sampleView(last) : null;
  return (
    <>
      <div class="add-camera">
        <Camera onSee={(texts) => texts.forEach(take)} toneOf={() => "stored"} />
      </div>
      <p class="add-last" role="status">
        {view && <SamplePicture sample={view} size={48} />}
        <span>{view ? title(view, lang.value) : last === "" ? t("reason.unknown_tag") : t("add.hint")}</span>
      </p>
    </>
  );
}

const MODELS = 40;

function ByModel({ wish, onChange }: Adding) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const found = models.value.filter((model) => model.toLowerCase().includes(wanted)).slice(0, MODELS);
  const asked = (model: string) => wish.lines.find((line) => line.model === model && !line.sample)?.n ?? 0;
  return (
    <>
      <Field label={t("add.model_search")} type="search" inputMode="search" value={typed} onInput={setTyped} />
      <ul class="rows">
        {found.map((model) => {
          const face = sampleView(alike(model)[0] ?? "");
          const n = asked(model);
          return (
            <li key={model}>
              <button type="button" class="row-button" onClick={() => onChange(withModel(wish, model, n + 1))}>
                {face && <SamplePicture sample={face} size={48} />}
                <span class="row-words">
                  <strong>{model}</strong>
                  <small>{t("slip.any_of", { n: alike(model).length })}</small>
                </span>
                {n > 0 && <b class="count">{t("common.number", { n })}</b>}
                <Icon name="plus" />
              </button>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p class="small">{t("typed.none")}</p>}
    </>
  );
}
