/** Takes a piece into the archive: quick on a phone (tag, photo, five fields), complete where there is time. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { readTag, spaced } from "../../core/tag";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure, Notice } from "../../parts/Notice";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { PlaceField } from "../../parts/PlaceField";
import { asked, go, link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import { type Arrived, draftsOf, factsOf, paperLike, paperOfArrived } from "./actions";
import { Certificates, Metals, type Put, Stones, Weight, words } from "./Made";
import { Belonging, OwnFields, Particulars } from "./Particulars";
import { BLANK, categories, customFields, faults, nameIn, type Paper, TYPES } from "./paper";
import { TagField } from "./TagField";

interface Start {
  paper: Paper;
  arrived: Arrived | null;
  key: string;
}

/** Empty, like another piece (`?like=`), or for one that has arrived (`?piece=`). */
function startOf(): Start {
  const [like, piece] = [asked.value.get("like"), asked.value.get("piece")];
  const arrived = piece ? sampleView(piece) : null;
  if (arrived) return { ...paperOfArrived(arrived), key: arrived.id };
  const similar = like ? sampleView(like) : null;
  return { paper: similar ? paperLike(similar) : BLANK, arrived: null, key: similar?.id ?? "" };
}

export function Register(_: { path: string[] }) {
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
      <div class="register-look">
        <figure class="portrait">
          <SamplePicture sample={{ type: paper.type, facts: factsOf(paper) }} size={150} />
          {readTag(paper.tag) && <figcaption class="code">{spaced(readTag(paper.tag) ?? "")}</figcaption>}
        </figure>
        <PhotoStrip photos={paper.photos} onChange={(photos) => put({ photos })} />
      </div>
      <TagField paper={paper} put={put} />
      <Select label={t("fact.type")} value={paper.type} choices={words("type", TYPES)} onPick={(type) => put({ type })} />
      <Select
        label={t("fact.category")}
        value={paper.category}
        choices={categories().map(({ key, names }) => ({ value: key, label: names ? nameIn(names, lang.value) : word("category", key) }))}
        onPick={(category) => put({ category })}
      />
      <Weight label={t("register.gross")} value={paper.gross} onInput={(gross) => put({ gross })} />
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

/** The rest; folded away on a phone until somebody wants it. */
function More({ paper, put }: { paper: Paper; put: Put }) {
  const isWide = matchMedia("(width >= 800px)").matches;
  return (
    <>
      <Section title={t("register.about")} open={isWide}>
        <Particulars paper={paper} put={put} />
      </Section>
      <Section title={t("register.belonging")} open={isWide}>
        <Belonging paper={paper} put={put} />
      </Section>
      <Section title={t("register.certificates")} open={isWide || paper.certificates.length > 0}>
        <Certificates paper={paper} put={put} />
      </Section>
      {customFields().length > 0 && (
        <Section title={t("register.own_fields")} open={isWide}>
          <OwnFields paper={paper} put={put} />
        </Section>
      )}
    </>
  );
}

function Section({ title, open, children }: { title: string; open: boolean; children: ComponentChildren }) {
  return (
    <details class="form-section" open={open}>
      <summary>
        <span>{title}</span>
        <Icon name="down" size={18} />
      </summary>
      <div class="form two">{children}</div>
    </details>
  );
}
