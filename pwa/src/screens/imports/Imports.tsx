/** A whole register from a file, and any list as a file. The office reads and writes them, so this needs the office. */
import { useRef, useState } from "preact/hooks";
import { ago } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { now } from "../../parts/now";
import { fetchPaper } from "../../parts/paper";
import { go, link } from "../../parts/route";
import { lang, link as office, rights } from "../../state";
import { useFetched } from "../more/fetched";
import { type ImportHead, send } from "./import";
import { Preview } from "./Preview";

export function Imports({ path: [id] }: { path: string[] }) {
  return id ? <Preview key={id} id={id} /> : <Start />;
}

function Start() {
  return (
    <div class="imports">
      <Head title={t("imports.title")} back={link("more")} />
      {office.value.state === "offline" && <Notice title={t("authority.offline")}>{t("imports.offline")}</Notice>}
      <div class="slip-columns">
        <div class="slip-main">
          <Choose />
          <Earlier />
        </div>
        <div class="slip-side">
          <Exports />
        </div>
      </div>
    </div>
  );
}

function Choose() {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const read = async (file: File) => {
    setBusy(true);
    setError(null);
    await send("/api/imports", file).then((made) => go("imports", made.import.id), setError);
    setBusy(false);
  };
  return (
    <section class="card">
      <h2>{t("imports.import")}</h2>
      <p class="small">{t("imports.import_what")}</p>
      <Button look="main" icon="file" busy={busy} onClick={() => input.current?.click()}>
        {t("imports.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,.xlsx"
        hidden
        aria-label={t("imports.choose")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      {error !== null && <Failure error={error} />}
    </section>
  );
}

function Earlier() {
  const { found } = useFetched<{ imports: ImportHead[] }>("/api/imports", 0, rights.value.length);
  if (!found?.imports.length) return null;
  return (
    <section>
      <h2>{t("imports.earlier")}</h2>
      <ul class="rows">
        {found.imports.map((one) => (
          <li key={one.id}>
            <a class="row-button" href={link("imports", one.id)}>
              <span class="row-words">
                <strong>{one.name}</strong>
                <small>
                  {[word("import_status", one.status), t("imports.rows", { n: one.counts.rows }), ago(one.made_ms, now.value)].join(" · ")}
                </small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LISTS = ["samples", "lifecycle", "slips", "receipts", "repairs"] as const;

function Exports() {
  const [error, setError] = useState<unknown>(null);
  const take = (list: string, format: "xlsx" | "csv") =>
    fetchFile(
      `/api/exports/${list}?format=${format}&lang=${lang.value}`,
      `${t(`imports.list.${list as (typeof LISTS)[number]}`)}.${format}`,
    ).catch(setError);
  return (
    <section class="card exports">
      <h2>{t("imports.export")}</h2>
      <ul class="plain">
        {LISTS.map((list) => (
          <li key={list}>
            <strong>{t(`imports.list.${list}`)}</strong>
            <span>
              {(["xlsx", "csv"] as const).map((format) => (
                <Button key={format} look="quiet" onClick={() => void take(list, format)}>
                  {format.toUpperCase()}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {error !== null && <Failure error={error} />}
    </section>
  );
}

async function fetchFile(path: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await fetchPaper(path));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
