/** Takes a piece into the archive: quick on a phone (tag, photo, five fields), complete where there is time. */
import { useState } from "preact/hooks";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { PlaceField } from "../../parts/PlaceField";
import { asked, go, link } from "../../parts/route";
import { Amend } from "./Amend";
import { type Arrived, draftsOf, paperLike, paperOfArrived } from "./actions";
import { Kind, More, Picture } from "./FormParts";
import { Metals, type Put, Stones } from "./Made";
import { BLANK, faults, type Paper } from "./paper";
import { TagField } from "./TagField";

interface Start {
  paper: Paper;
  arrived: Arrived | null;
  key: string;
}

/** A form: empty, like another piece (`?like=`), or for one that has arrived (`?piece=`). */
function startOf(): Start {
  const [like, piece] = [asked.value.get("like"), asked.value.get("piece")];
  const arrived = piece ? sampleView(piece) : null;
  if (arrived) return { ...paperOfArrived(arrived), key: arrived.id };
  const similar = like ? sampleView(like) : null;
  return { paper: similar ? paperLike(similar) : BLANK, arrived: null, key: similar?.id ?? "" };
}

export function Register(_: { path: string[] }) {
  const amended = asked.value.get("amend");
  if (amended) return <Amend key={amended} id={amended} />;
  const start = startOf();
  return <Form key={start.key} start={start} />;
}

function Form({ start }: { start: Start }) {
  const [paper, setPaper] = useState(start.paper);
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
