/** Giving pieces to a colleague: choose what I hold, then show the code their phone scans; both phones may be offline. */
import { useState } from "preact/hooks";
import { giveCodes, giveDrafts } from "../../core/give";
import type { SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty, Failure } from "../../parts/Notice";
import { asked, link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { person, rows } from "../../state";
import { Codes } from "./Codes";
import { heldBy } from "./held";

const MOST = 200;

export function Give(_: { path: string[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(asked.value.getAll("sample")));
  const [given, setGiven] = useState<{ codes: string[]; samples: string[] } | null>(null);
  const me = person.value?.id ?? "";
  if (given) return <Codes codes={given.codes} samples={given.samples} giver={me} onDone={() => setGiven(null)} />;
  const held = rows.value.version >= 0 ? heldBy(me) : [];
  return <Choose held={held} chosen={chosen} onChoose={setChosen} onGive={(codes, samples) => setGiven({ codes, samples })} me={me} />;
}

interface Props {
  held: SampleView[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onGive: (codes: string[], samples: string[]) => void;
  me: string;
}

function Choose({ held, chosen, onChoose, onGive, me }: Props) {
  const [error, setError] = useState<unknown>(null);
  const mine = held.filter((view) => chosen.has(view.id));
  const turn = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const show = async () => {
    const pair = newId();
    const samples = mine.map((view) => view.id);
    try {
      await record(giveDrafts(mine, pair));
      onGive(giveCodes({ pair, from: me, samples }), samples);
    } catch (failure) {
      setError(failure);
    }
  };
  if (held.length === 0)
    return (
      <div class="handover">
        <Head title={t("give.title")} back={link("scan")} />
        <Empty icon="give" title={t("give.none")}>
          {t("give.none_what")}
        </Empty>
      </div>
    );
  return (
    <div class="handover">
      <Head title={t("give.title")} back={link("scan")} />
      <p class="small">{t("give.what")}</p>
      <div class="list-head">
        <p role="status">{t("give.chosen", { n: mine.length, all: held.length })}</p>
        <Button
          look="quiet"
          onClick={() => onChoose(new Set(mine.length === held.length ? [] : held.slice(0, MOST).map((view) => view.id)))}
        >
          {t(mine.length === held.length ? "give.nothing" : "give.all")}
        </Button>
      </div>
      <ul class="rows chosen-rows">
        {held.map((view) => (
          <li key={view.id}>
            <button type="button" class="row-button" aria-pressed={chosen.has(view.id)} onClick={() => turn(view.id)}>
              <span class="check">{chosen.has(view.id) && <Icon name="tick" size={18} />}</span>
              <SampleLine view={view} />
            </button>
          </li>
        ))}
      </ul>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look="main" icon="give" wide disabled={mine.length === 0} onClick={() => void show()}>
          {t("give.show", { n: mine.length })}
        </Button>
      </div>
    </div>
  );
}
