/** What late arrivals changed: the scan that came late, and the one that stood there before it. */
import type { Change, Side } from "../../core/case";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Empty, Failure, Waiting } from "../../parts/Notice";
import { link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { person, rows } from "../../state";
import { useFetched } from "../more/fetched";
import { calling, say } from "./calling";
import { deed, doubts } from "./claim_words";
import { DeskTabs } from "./DeskTabs";

export function Changes() {
  const { found, error, again } = useFetched<{ changes: Change[] }>("/api/changes", 0, rows.value.cursor);
  const me = person.value?.id;
  const isMine = ({ late, before }: Change) => me !== undefined && [late.by, before.by, late.to, before.to].includes(me);
  const all = [...(found?.changes ?? [])].sort((a, b) => Number(isMine(b)) - Number(isMine(a)));
  return (
    <div class="changes">
      <DeskTabs here="changes" />
      {!found && error === null && <Waiting />}
      {!found && error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {found && all.length === 0 && (
        <Empty icon="again" title={t("changes.empty")}>
          {t("changes.empty_what")}
        </Empty>
      )}
      <ul class="plain records">
        {all.map((change) => (
          <OneChange key={change.late.action} change={change} isMine={isMine(change)} />
        ))}
      </ul>
    </div>
  );
}

function OneChange({ change, isMine }: { change: Change; isMine: boolean }) {
  const view = sampleView(change.sample);
  return (
    <li class="card change">
      {view && (
        <a class="row-link" href={link("samples", view.id)}>
          <SampleLine view={view} />
        </a>
      )}
      {isMine && <span class="chip mine">{t("case.you")}</span>}
      <dl>
        <Half name={t("changes.late")} side={change.late} />
        <Half name={t("changes.before")} side={change.before} />
      </dl>
    </li>
  );
}

function Half({ name, side }: { name: string; side: Side }) {
  const call = calling();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {say(deed(side, call))}
        {doubts(side, undefined, call).map((said) => (
          <small key={said.key}>{say(said)}</small>
        ))}
      </dd>
    </div>
  );
}
