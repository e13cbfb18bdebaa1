/** Takes a piece into the archive: quick on a phone (tag, photo, five fields), complete where there is time. */
import { useRef, useState } from "preact/hooks";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { NotHere } from "../../parts/NotHere";
import { Failure, Notice } from "../../parts/Notice";
import { PlaceField } from "../../parts/PlaceField";
import { asked, go, link } from "../../parts/route";
import { useDraft } from "../../parts/useDraft";
import { Amend } from "./Amend";
import { type Arrived, draftsOf, paperLike, paperOfArrived } from "./actions";
import { Kind, More, Picture } from "./FormParts";
import { Metals, type Put, Stones } from "./Made";
import { BLANK, faults, type Paper } from "./paper";
import { TagField } from "./TagField";

interface Start {
  paper: Paper;
  arrived: Arrived | null;
}

/** A form: empty, like another piece (`?like=`), or for one that has arrived (`?piece=`); null while this phone has not heard of it. */
function startOf(): Start | null {
  const [like, piece] = [asked.value.get("like"), asked.value.get("piece")];
  const view = sampleView(piece ?? like ?? "");
  if (!piece && !like) return { paper: BLANK, arrived: null };
  if (!view) return null;
  return piece ? paperOfArrived(view) : { paper: paperLike(view), arrived: null };
}

export function Register(_: { path: string[] }) {
  const amended = asked.value.get("amend");
  if (amended) return <Amend key={amended} id={amended} />;
  return <Started key={asked.value.toString()} />;
}

/** Started once: what is typed outlives whatever this phone hears of the piece meanwhile. */
function Started() {
  const start = useRef<Start | null>(null);
  start.current ??= startOf();
  if (start.current) return <Form start={start.current} />;
  return <NotHere head={t("register.title")} back={link("samples")} icon="samples" title={t("return.missing")} />;
}

function Form({ start }: { start: Start }) {
  const [paper, setPaper] = useDraft("paper", () => start.paper);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put: Put = (change) => setPaper((before) => ({ ...before, ...change }));
  const keep = async () => {
    setBusy(true);
    setError(null);
    const drafts = draftsOf(paper, start.arrived);
    try {
      await record(drafts);
      feel("stored");
      if (drafts.length > 1) go("samples");
      else go("samples", drafts[0]?.sample ?? "");
    } catch (failure) {
      feel("refused");
      setError(failure);
    }
    setBusy(false);
  };
  const many = paper.alike.length + 1;
  return (
    <div class="register">
      <Head title={t("register.title")} back={link("samples")} />
      <form
        class="form two"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Quick paper={paper} put={put} />
        <More paper={paper} put={put} />
        {error !== null && (
          <Notice tone="refused" title={t("outcome.refused")}>
            <Failure error={error} />
          </Notice>
        )}
        <div class="form-foot">
          <Button look="main" icon="tick" wide submit busy={busy} disabled={faults(paper).size > 0}>
            {many > 1 ? t("register.keep_many", { n: many }) : t("register.keep")}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** What is enough while the piece lies in one's hand. */
function Quick({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <>
      <Picture paper={paper} put={put} />
      <TagField paper={paper} put={put} />
      <Kind paper={paper} put={put} />
      <PlaceField
        label={t("register.place")}
        value={paper.place}
        fits={(place) => place.kind === "store"}
        onPick={(place) => put({ place })}
      />
      <Metals paper={paper} put={put} />
      <Stones paper={paper} put={put} />
    </>
  );
}
