/** One case in words a person can check: the claims, the last sure sight, what probably happened, and the way to settle it. */
import { useState } from "preact/hooks";
import { type CaseStory, isRefusedOwn, type Money, stands } from "../../core/case";
import { type Proposal, propose } from "../../core/propose";
import type { CaseRow, SampleView } from "../../core/rows";
import { setting } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { age, moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { money } from "../../parts/money";
import { Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { person, rights, rows } from "../../state";
import { useFetched } from "../more/fetched";
import { CaseLine } from "./CaseLine";
import { ClaimCards } from "./ClaimCards";
import { calling, guessing, say } from "./calling";
import { because, deed, whatIsWrong } from "./claim_words";
import { Settle } from "./Settle";

type Settling = { place: string | null; reason: string } | null;

export function OneCase({ row }: { row: CaseRow }) {
  const [settling, setSettling] = useState<Settling>(null);
  const { found: story, error } = useFetched<CaseStory>(`/api/cases/${encodeURIComponent(row.id)}`, 0, row.commit);
  const view = row.sample ? sampleView(row.sample) : null;
  const wrong = whatIsWrong(row.kind, row.short ?? 0);
  const limit = setting<Money | null>("settle_limit");
  const me = person.value?.id ?? "";
  const isOwn = isRefusedOwn(row, me, view, rows.value.places, limit);
  const settles = rights.value.includes("settle");
  const may = stands(row) && settles && !isOwn;
  const guess = stands(row) ? propose(row, story, guessing(view)) : null;
  return (
    <div class="case">
      <Head title={word("case_kind", row.kind)} back={link("more", "cases")} />
      <CaseLine row={row} piece />
      {wrong && <p class="case-wrong">{say(wrong)}</p>}
      {row.order_unknown && <Notice tone="flagged" title={t("case.order_unknown")} />}
      {row.status === "provisional" && <Waiting row={row} story={story} />}
      {row.settled && <Ended row={row} settled={row.settled} />}
      <h2>{t("case.claims")}</h2>
      <ClaimCards row={row} story={story} />
      {story && row.sample && <Sure story={story} />}
      {error !== null && !story && <Notice>{t("case.story_missing")}</Notice>}
      {guess && <Likely guess={guess} story={story} onTake={may ? setSettling : null} />}
      <Piece view={view} />
      {stands(row) && settles && isOwn && <Own limit={limit} />}
      {stands(row) && !settles && <p class="small">{t("case.not_you")}</p>}
      {may && (
        <div class="acts foot-acts">
          <Button look="main" icon="scales" onClick={() => setSettling({ place: null, reason: "" })}>
            {t("case.settle")}
          </Button>
        </div>
      )}
      {settling && <Settle row={row} view={view} start={settling} onClose={() => setSettling(null)} />}
    </div>
  );
}

/** Not certain yet: which phones may still explain it, and how long nothing has been heard of them. */
function Waiting({ row, story }: { row: CaseRow; story: CaseStory | null }) {
  const waited = story?.phones.filter((phone) => row.waiting.includes(phone.id)) ?? [];
  return (
    <Notice title={t("case.provisional")}>
      {waited.length === 0 ? (
        <p>{t("case.waiting", { n: row.waiting.length })}</p>
      ) : (
        <>
          <p>{t("case.waiting_for")}</p>
          <ul class="plain waited">
            {waited.map((phone) => (
              <li key={phone.id}>
                <Icon name="phone" size={18} />
                <strong>{phone.name}</strong>
                <span>
                  {phone.contact_ms === null
                    ? t("case.never_heard")
                    : t("case.silent", { age: age(Math.max(0, now.value - phone.contact_ms)) })}
                  {phone.owes > 0 && ` · ${t("case.owes", { n: phone.owes })}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t("case.early")}</p>
    </Notice>
  );
}

function Ended({ row, settled }: { row: CaseRow; settled: NonNullable<CaseRow["settled"]> }) {
  const { place_tag, piece_tag } = settled.evidence ?? {};
  const seen = place_tag && piece_tag ? "both" : place_tag ? "place" : piece_tag ? "piece" : null;
  return (
    <Notice tone="stored" title={word("case_status", row.status)}>
      <p>{[word("decision", settled.decision), personName(settled.by), moment(settled.at_ms)].filter(Boolean).join(" · ")}</p>
      {seen && <p>{t("case.evidence", { what: t(`case.evidence_${seen}`) })}</p>}
      <p>{word("reason", settled.reason)}</p>
    </Notice>
  );
}

function Sure({ story }: { story: CaseStory }) {
  const call = calling(story.phones);
  return (
    <section>
      <h2>{t("case.sure")}</h2>
      <p class="case-sure">
        <Icon name="tick" size={20} />
        <span>
          {story.sure ? say(deed(story.sure, call, story.sure.observed_from)) : t("case.sure_none")}
          {story.sure && <small>{t("case.says", { phone: call.phone(story.sure.device) })}</small>}
        </span>
      </p>
    </section>
  );
}

function Likely({ guess, story, onTake }: { guess: Proposal; story: CaseStory | null; onTake: ((start: Settling) => void) | null }) {
  const words = say(because(guess, calling(story?.phones)));
  return (
    <section class="card likely">
      <h2>{t("case.likely")}</h2>
      <p>{words}</p>
      {onTake && (
        <Button icon="scales" onClick={() => onTake({ place: guess.place, reason: words })}>
          {t("case.take")}
        </Button>
      )}
    </section>
  );
}

function Piece({ view }: { view: SampleView | null }) {
  if (!view) return null;
  const slip = view.slip ? rows.value.slips.get(view.slip) : undefined;
  const insured = money(view.facts.insured);
  return (
    <section class="case-piece">
      <p class="small">{insured ? t("case.value", { amount: insured }) : t("case.no_value")}</p>
      <div class="acts">
        <LinkButton href={link("samples", view.id)} icon="samples">
          {t("case.sample")}
        </LinkButton>
        {slip && (
          <LinkButton href={link("slips", slip.id)} icon="slips">
            {t("case.on_slip", { no: slip.no ?? "" })}
          </LinkButton>
        )}
      </div>
    </section>
  );
}

function Own({ limit }: { limit: Money | null | undefined }) {
  return (
    <Notice tone="flagged" title={t("case.own")}>
      {limit ? t("case.own_limit", { amount: money(limit) ?? "" }) : t("case.own_never")}
    </Notice>
  );
}
