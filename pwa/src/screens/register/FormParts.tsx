/** Parts of the form that registering and amending share. */
import type { ComponentChildren } from "preact";
import { readTag, spaced } from "../../core/tag";
import { t, word } from "../../i18n/t";
import { Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import { factsOf } from "./actions";
import { Certificates, type Put, Weight, words } from "./Made";
import { Belonging, OwnFields, Particulars } from "./Particulars";
import { categories, customFields, nameIn, type Paper, TYPES } from "./paper";

export function Picture({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <div class="register-look">
      <figure class="portrait">
        <SamplePicture sample={{ type: paper.type, facts: factsOf(paper) }} size={150} />
        {readTag(paper.tag) && <figcaption class="code">{spaced(readTag(paper.tag) ?? "")}</figcaption>}
      </figure>
      <PhotoStrip photos={paper.photos} onChange={(photos) => put({ photos })} />
    </div>
  );
}

/** What sort of piece, and its weight. */
export function Kind({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <>
      <Select label={t("fact.type")} value={paper.type} choices={words("type", TYPES)} onPick={(type) => put({ type })} />
      <Select
        label={t("fact.category")}
        value={paper.category}
        choices={categories().map(({ key, names }) => ({ value: key, label: names ? nameIn(names, lang.value) : word("category", key) }))}
        onPick={(category) => put({ category })}
      />
      <Weight label={t("register.gross")} value={paper.gross} onInput={(gross) => put({ gross })} />
    </>
  );
}

/** The rest; folded away on a phone until somebody wants it. */
export function More({ paper, put, isNew = true }: { paper: Paper; put: Put; isNew?: boolean }) {
  const isWide = !isNew || matchMedia("(width >= 800px)").matches;
  return (
    <>
      <Section title={t("register.about")} open={isWide}>
        <Particulars paper={paper} put={put} isNew={isNew} />
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
