/** Takes a new piece into the archive: tag, what it is, what it is made of, where it lies. */
import { useEffect, useState } from "preact/hooks";
import { readTag, spaced } from "../core/tag";
import { feel } from "../device/feel";
import { record } from "../device/outbox";
import { listenWedge } from "../device/wedge";
import { t, word } from "../i18n/t";
import { Button } from "../parts/Button";
import { Field, Segments, Select } from "../parts/Field";
import { Head } from "../parts/Head";
import { Icon } from "../parts/Icon";
import { Failure, Notice } from "../parts/Notice";
import { placeName } from "../parts/names";
import { PlaceList } from "../parts/PlaceList";
import { go, link } from "../parts/route";
import { SamplePicture } from "../parts/SamplePicture";
import { Sheet } from "../parts/Sheet";
import { BLANK, CATEGORIES, draftOf, factsOf, isWhole, METALS, type Paper, STONES, TYPES, tagTrouble } from "./register/paper";

export function Register(_: { path: string[] }) {
  const [paper, setPaper] = useState(BLANK);
  const [picking, setPicking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = (key: keyof Paper) => (value: string) => setPaper((before) => ({ ...before, [key]: value }));
  useEffect(() => listenWedge((text) => put("tag")(text)), []);
  const keep = async () => {
    setBusy(true);
    setError(null);
    const draft = draftOf(paper);
    try {
      await record([draft]);
      feel("stored");
      go("samples", draft.sample ?? "");
    } catch (failure) {
      feel("refused");
      setError(failure);
    }
    setBusy(false);
  };
  const trouble = tagTrouble(paper.tag);
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
        <figure class="portrait">
          <SamplePicture sample={{ type: paper.type, facts: factsOf(paper) }} size={150} />
          {readTag(paper.tag) && <figcaption class="code">{spaced(readTag(paper.tag) ?? "")}</figcaption>}
        </figure>
        <Field
          label={t("register.tag")}
          hint={t("register.tag_hint")}
          wrong={trouble ? t(`register.${trouble}`) : undefined}
          value={paper.tag}
          onInput={put("tag")}
        />
        <Select label={t("fact.type")} value={paper.type} choices={words("type", TYPES)} onPick={put("type")} />
        <Select label={t("fact.category")} value={paper.category} choices={words("category", CATEGORIES)} onPick={put("category")} />
        <Field label={t("register.name")} hint={t("register.name_hint")} value={paper.name} onInput={put("name")} maxLength={200} />
        <Field label={t("fact.model")} value={paper.model} onInput={put("model")} maxLength={80} />
        <Field label={t("fact.number")} value={paper.number} onInput={put("number")} maxLength={80} />
        <Select
          label={t("fact.metal")}
          value={paper.metal}
          choices={[{ value: "", label: t("register.no_metal") }, ...words("metal", METALS)]}
          onPick={put("metal")}
        />
        <Field
          label={t("fact.fineness")}
          hint={t("register.fineness_hint")}
          inputMode="numeric"
          value={paper.fineness}
          onInput={put("fineness")}
          maxLength={3}
        />
        <Select
          label={t("fact.stone")}
          value={paper.stone}
          choices={[{ value: "", label: t("register.no_stone") }, ...words("stone", STONES)]}
          onPick={put("stone")}
        />
        <Field label={t("register.ct")} inputMode="decimal" value={paper.ct} onInput={put("ct")} maxLength={9} />
        <Field label={t("register.gross")} inputMode="decimal" value={paper.gross} onInput={put("gross")} maxLength={9} />
        <Field label={t("fact.quantity")} inputMode="numeric" value={paper.quantity} onInput={put("quantity")} maxLength={5} />
        <Segments
          label={t("fact.ownership")}
          value={paper.ownership}
          choices={words("ownership", ["own", "memo_in", "client_property", "consignment"])}
          onPick={put("ownership")}
        />
        <div class="field">
          <span class="label">{t("register.place")}</span>
          <button type="button" class="pick" onClick={() => setPicking(true)}>
            <span>{paper.place ? placeName(paper.place) : t("band.unset")}</span>
            <Icon name="down" size={18} />
          </button>
        </div>
        {error !== null && (
          <Notice tone="refused" title={t("outcome.refused")}>
            <Failure error={error} />
          </Notice>
        )}
        <Button look="main" icon="tick" wide submit busy={busy} disabled={!isWhole(paper)}>
          {t("register.keep")}
        </Button>
      </form>
      {picking && (
        <Sheet title={t("register.place")} onClose={() => setPicking(false)}>
          <PlaceList
            fits={(place) => place.kind === "store"}
            onPick={(place) => {
              put("place")(place.id);
              setPicking(false);
            }}
          />
        </Sheet>
      )}
    </div>
  );
}

function words<T extends string>(group: Parameters<typeof word>[0], codes: readonly T[]) {
  return codes.map((value) => ({ value, label: word(group, value) }));
}
