/** The preview of an import: how the file was read, how each column is understood, every line that cannot be taken, and the yes. */
import { useState } from "preact/hooks";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { PlaceField } from "../../parts/PlaceField";
import { link } from "../../parts/route";
import { tell, useFetched } from "../more/fetched";
import { Columns } from "./Columns";
import type { ImportHead, ImportPage } from "./import";
import { Lines } from "./Lines";

const SHOWN = ["bad", "warned", "good", "all"] as const;
type Shown = (typeof SHOWN)[number];

export function Preview({ id }: { id: string }) {
  const [show, setShow] = useState<Shown>("bad");
  const [page, setPage] = useState(1);
  const { found, error, again } = useFetched<ImportPage>(`/api/imports/${id}?show=${show}&page=${page}`);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (method: string, path: string, body?: unknown) => {
    setBusy(true);
    setFailure(null);
    await tell(method, path, body).then(again, setFailure);
    setBusy(false);
  };
  const change = (chosen: object) => void ask("PATCH", `/api/imports/${id}`, chosen);
  const confirm = () => ask("POST", `/api/imports/${id}/confirm`).then(syncNow);
  if (!found) return error ? <Failure error={error} /> : <Waiting />;
  const head = found.import;
  const isOver = head.status === "confirmed";
  return (
    <div class="imports">
      <Head title={head.name} back={link("imports")} />
      <Counts head={head} />
      {head.imported_before && !isOver && <Notice tone="flagged" title={t("imports.before")} />}
      {isOver && (
        <Notice tone="stored" title={t("imports.confirmed", { n: head.counts.good + head.counts.warned })}>
          {t("imports.confirmed_what")}
        </Notice>
      )}
      <div class="slip-columns">
        <div class="slip-main">
          <Segments
            label={t("imports.show")}
            showLabel={false}
            value={show}
            choices={SHOWN.map((value) => ({ value, label: t(`imports.show.${value}`) }))}
            onPick={(value) => {
              setShow(value);
              setPage(1);
            }}
          />
          <Lines found={found} onPage={setPage} />
        </div>
        <div class="form slip-side">
          {!isOver && <Reading head={head} onChange={change} />}
          <Columns columns={head.columns} fixed={isOver} onChange={(mapping) => change({ mapping })} />
        </div>
      </div>
      {failure !== null && <Failure error={failure} />}
      {!isOver && (
        <div class="foot-acts">
          <Button look="main" icon="tick" busy={busy} disabled={head.counts.good + head.counts.warned === 0} onClick={() => void confirm()}>
            {t("imports.confirm", { n: head.counts.good + head.counts.warned })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Counts({ head: { counts } }: { head: ImportHead }) {
  return (
    <dl class="import-counts">
      {(["rows", "good", "warned", "bad", "skipped"] as const).map((key) => (
        <div key={key} class={`count-${key}`}>
          <dd>{t("common.number", { n: counts[key] })}</dd>
          <dt>{t(`imports.count.${key}`)}</dt>
        </div>
      ))}
    </dl>
  );
}

/** What a person knows of the file and a machine can only guess. */
function Reading({ head, onChange }: { head: ImportHead; onChange: (chosen: object) => void }) {
  const { options } = head;
  const three = (value: boolean | null): "auto" | "yes" | "no" => (value === null ? "auto" : value ? "yes" : "no");
  const choices = (["auto", "yes", "no"] as const).map((value) => ({ value, label: t(`imports.${value}`) }));
  const asked = (value: "auto" | "yes" | "no") => (value === "auto" ? null : value === "yes");
  return (
    <section class="form">
      <h2>{t("imports.reading")}</h2>
      <p class="small">{[head.encoding?.toUpperCase().replace("-SIG", ""), head.sheet].filter(Boolean).join(" · ")}</p>
      <Segments
        label={t("imports.day_first")}
        value={three(options.day_first)}
        choices={choices}
        onPick={(value) => onChange({ day_first: asked(value) })}
      />
      <Segments
        label={t("imports.decimal_comma")}
        value={three(options.decimal_comma)}
        choices={choices}
        onPick={(value) => onChange({ decimal_comma: asked(value) })}
      />
      <PlaceField
        label={t("imports.place")}
        value={options.place ?? ""}
        fits={(place) => place.kind === "store"}
        onPick={(place) => onChange({ place })}
      />
    </section>
  );
}
