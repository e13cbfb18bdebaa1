/** What was kept apart, readable where it can be: a supervisor lets a fact in as flagged, or sets the record aside, with a reason. */
import { useState } from "preact/hooks";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { syncNow } from "../../device/sync";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Empty, Failure, Notice, Waiting } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { lang } from "../../state";
import { tell, useFetched } from "../more/fetched";
import { calling, say } from "./calling";
import { deed } from "./claim_words";
import { DeskTabs } from "./DeskTabs";

interface RecordRow {
  sha256: string;
  device: string;
  phone: string | null;
  reasons: string[];
  received_ms: number;
  text: string;
  action: { kind: string; by: string | null; sample: string | null; tag: string | null; to: string | null } | null;
  happened_ms: number | null;
  admissible: boolean;
  after_revocation: boolean;
  decision: "admit" | "reject" | null;
  reason: string | null;
  reviewed_by: string | null;
  reviewed_ms: number | null;
}
type Decision = "admit" | "reject";

export function Apart() {
  const { found, error, again } = useFetched<{ quarantine: RecordRow[] }>("/api/quarantine");
  const [asking, setAsking] = useState<{ row: RecordRow; decision: Decision } | null>(null);
  const all = found?.quarantine ?? [];
  const waiting = all.filter((row) => row.decision === null);
  const decided = all.filter((row) => row.decision !== null);
  return (
    <div class="apart">
      <DeskTabs here="apart" />
      {!found && error === null && <Waiting />}
      {!found && error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {found && all.length === 0 && (
        <Empty icon="lock" title={t("apart.empty")}>
          {t("apart.empty_what")}
        </Empty>
      )}
      {waiting.length > 0 && <h2>{t("apart.waiting")}</h2>}
      <ul class="plain records">
        {waiting.map((row) => (
          <RecordCard key={row.sha256} row={row} onAsk={(decision) => setAsking({ row, decision })} />
        ))}
      </ul>
      {decided.length > 0 && <h2>{t("apart.decided")}</h2>}
      <ul class="plain records">
        {decided.map((row) => (
          <RecordCard key={row.sha256} row={row} onAsk={(decision) => setAsking({ row, decision })} />
        ))}
      </ul>
      {asking && (
        <Review
          {...asking}
          onClose={() => {
            setAsking(null);
            again();
          }}
        />
      )}
    </div>
  );
}

function sentence(row: RecordRow): string {
  if (!row.action) return t("apart.unread");
  const { kind, by, to } = row.action;
  const at_ms = row.happened_ms ?? row.received_ms;
  const claim = { action: "", by, device: row.device, kind, to, happened_ms: at_ms, known_ms: at_ms };
  return say(deed(claim, calling([])));
}

function RecordCard({ row, onAsk }: { row: RecordRow; onAsk: (decision: Decision) => void }) {
  const view = row.action?.sample ? sampleView(row.action.sample) : null;
  return (
    <li class="card record">
      <p class="claim-phone">{t("apart.from", { phone: row.phone ?? t("case.a_phone"), time: moment(row.received_ms) })}</p>
      <p class="claim-deed">{sentence(row)}</p>
      {view ? (
        <a href={link("samples", view.id)}>{[title(view, lang.value), view.archive_no].filter(Boolean).join(" · ")}</a>
      ) : (
        row.action?.tag && <span class="code">{spaced(row.action.tag)}</span>
      )}
      <ul class="claim-doubts">
        {row.reasons.map((reason) => (
          <li key={reason}>{word("reason", reason)}</li>
        ))}
        {row.reasons.includes("device_revoked") && row.happened_ms !== null && (
          <li>{t(row.after_revocation ? "apart.after" : "apart.inside")}</li>
        )}
      </ul>
      <details>
        <summary>{t("apart.raw")}</summary>
        <pre>{row.text}</pre>
      </details>
      {row.decision && (
        <p class="small">
          {[word("apart_decision", row.decision), personName(row.reviewed_by), row.reviewed_ms && moment(row.reviewed_ms), row.reason]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {!row.admissible && !row.decision && row.action && <p class="small">{t("apart.cannot", { why: why(row) })}</p>}
      <div class="acts">
        {row.admissible && (
          <Button look={row.decision ? "quiet" : "plain"} icon="tick" onClick={() => onAsk("admit")}>
            {t("apart.admit")}
          </Button>
        )}
        {!row.decision && (
          <Button look="quiet" icon="cross" onClick={() => onAsk("reject")}>
            {t("apart.reject")}
          </Button>
        )}
      </div>
    </li>
  );
}

function why(row: RecordRow): string {
  const other = row.reasons.find((reason) => reason !== "device_revoked");
  return other ? word("reason", other) : t("apart.not_signed");
}

function Review({ row, decision, onClose }: { row: RecordRow; decision: Decision; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    setError(null);
    const done = () => {
      syncNow();
      onClose();
    };
    await tell("POST", `/api/quarantine/${row.sha256}/review`, { decision, reason: reason.trim() }).then(done, setError);
    setBusy(false);
  };
  const foot = (
    <Button
      look="main"
      icon={decision === "admit" ? "tick" : "cross"}
      wide
      busy={busy}
      disabled={!reason.trim()}
      onClick={() => void act()}
    >
      {t(decision === "admit" ? "apart.admit" : "apart.reject")}
    </Button>
  );
  return (
    <Sheet title={t(decision === "admit" ? "apart.admit_title" : "apart.reject_title")} onClose={onClose} foot={foot}>
      <p class="claim-deed">{sentence(row)}</p>
      {decision === "admit" && row.after_revocation && <Notice tone="flagged" title={t("apart.after")} />}
      <p>{t(decision === "admit" ? "apart.admit_what" : "apart.reject_what")}</p>
      <Field label={t("common.reason")} value={reason} onInput={setReason} maxLength={400} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
