/** Taking pieces back: each is found by its tag and then looked at beside its registration. */
import { useState } from "preact/hooks";
import { readTag } from "../../core/tag";
import { feel } from "../../device/feel";
import { byTag, sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { NotHere } from "../../parts/NotHere";
import { Notice } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { useWedge } from "../../parts/useWedge";
import { person, rows } from "../../state";
import { Camera } from "../scan/Camera";
import { Typed } from "../scan/Typed";
import { Inspection } from "./Inspection";
import { awaited } from "./inspecting";

export function Returns({ path }: { path: string[] }) {
  const [id] = path;
  if (!id) return <Find />;
  const view = rows.value.version >= 0 ? sampleView(id) : null;
  return view ? <Inspection key={id} view={view} /> : <Missing />;
}

const Missing = () => <NotHere head={t("return.title")} back={link("returns")} icon="in" title={t("return.missing")} />;

/** Scan what lies on the counter; those this person let out, or that are due, are listed below. */
function Find() {
  const [typing, setTyping] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const see = (text: string) => {
    const code = readTag(text);
    const found = code ? byTag(code) : null;
    if (found?.kind === "sample" && found.id) return go("returns", found.id);
    if (wrong === text) return;
    setWrong(text);
    feel("refused");
  };
  useWedge(see);
  const due = rows.value.version >= 0 && person.value ? awaited() : [];
  return (
    <div class="returns">
      <Head title={t("return.title")} back={link("more")} />
      <div class="sheet-camera">
        <Camera onSee={(texts) => texts.slice(0, 1).forEach(see)} toneOf={() => "seen"} />
      </div>
      {wrong && (
        <Notice tone="flagged" title={t("return.not_a_sample")}>
          {t("return.not_a_sample_what")}
        </Notice>
      )}
      <Button icon="keyboard" onClick={() => setTyping(true)}>
        {t("scan.type")}
      </Button>
      {due.length > 0 && (
        <section>
          <h2>{t("return.awaited")}</h2>
          <ul class="rows">
            {due.map((view) => (
              <li key={view.id}>
                <a class="row-button" href={link("returns", view.id)}>
                  <SampleLine view={view} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {typing && <Typed onClose={() => setTyping(false)} onTake={see} />}
    </div>
  );
}
