/** A lot asks how many of it go. */
import { useState } from "preact/hooks";
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { lang } from "../../state";
import { asking, take } from "./run";

const MOST = 100_000;

export function LotSheet({ lot }: { lot: { text: string; sample: SampleView } }) {
  const all = lot.sample.quantity;
  const [typed, setTyped] = useState(String(all));
  const n = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  const close = () => {
    asking.value = null;
  };
  const confirm = () => {
    void take(lot.text, n); // before the next code that waits gets its turn
    close();
  };
  return (
    <Sheet
      title={t("lot.title")}
      onClose={close}
      foot={
        <Button look="main" icon="tick" wide onClick={confirm} disabled={n < 1 || n > MOST}>
          {t("lot.take", { n })}
        </Button>
      }
    >
      <div class="lot">
        <SamplePicture sample={lot.sample} size={88} />
        <div>
          <strong>{title(lot.sample, lang.value)}</strong>
          <p class="small">{t("lot.all", { n: all })}</p>
        </div>
      </div>
      <div class="stepper">
        <IconButton icon="minus" name={t("lot.less")} onClick={() => setTyped(String(Math.max(1, n - 1)))} />
        <Field label={t("lot.how_many")} value={typed} onInput={setTyped} inputMode="numeric" maxLength={6} />
        <IconButton icon="plus" name={t("lot.more")} onClick={() => setTyped(String(n + 1))} />
      </div>
      {n > all && <p class="small flagged-text">{t("lot.over", { n: all })}</p>}
    </Sheet>
  );
}
