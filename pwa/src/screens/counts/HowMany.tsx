/** Of a lot one says how many there are; how many there should be is not shown beside it. */
import { useState } from "preact/hooks";
import type { How } from "../../core/count_drafts";
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { lang } from "../../state";
import { asking, take } from "./run";

export function HowMany({ lot }: { lot: { text: string; how: How; sample: SampleView } }) {
  const [typed, setTyped] = useState("");
  const n = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  const close = () => {
    asking.value = null;
  };
  const confirm = () => {
    close();
    void take(lot.text, lot.how, n);
  };
  return (
    <Sheet
      title={t("count.how_many")}
      onClose={close}
      foot={
        <Button look="main" icon="tick" wide onClick={confirm} disabled={n < 1}>
          {t("count.take_lot", { n })}
        </Button>
      }
    >
      <div class="lot">
        <SamplePicture sample={lot.sample} size={88} />
        <strong>{title(lot.sample, lang.value)}</strong>
      </div>
      <Field label={t("lot.how_many")} value={typed} onInput={setTyped} inputMode="numeric" maxLength={6} autofocus />
    </Sheet>
  );
}
