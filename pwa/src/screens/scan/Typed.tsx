/** The last resort, always possible: type the code under the symbol, its last four, or anything one remembers of the piece. */
import { useState } from "preact/hooks";
import { readTag } from "../../core/tag";
import { search } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { SampleLine } from "../../parts/SampleLine";
import { Sheet } from "../../parts/Sheet";
import { rows } from "../../state";
import { take } from "./run";

const FOUND = 12;
const CODE_LENGTH = 16;

/** Sixteen characters that could be a code but fail their check. */
function isMistyped(text: string): boolean {
  const bare = text.replace(/[\s-]/g, "");
  return bare.length === CODE_LENGTH && /^[0-9a-z]+$/i.test(bare) && readTag(text) === null;
}

export function Typed({ onClose, onTake = take }: { onClose: () => void; onTake?: (text: string) => unknown }) {
  const [typed, setTyped] = useState("");
  const code = readTag(typed);
  const found = !code && typed.trim().length >= 2 && rows.value.version >= 0 ? search(typed, FOUND) : [];
  const accept = (text: string) => {
    onClose();
    void onTake(text);
  };
  return (
    <Sheet title={t("typed.title")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (code) accept(code);
        }}
      >
        <Field
          label={t("typed.label")}
          hint={t("typed.hint")}
          wrong={isMistyped(typed) ? t("typed.wrong") : undefined}
          value={typed}
          onInput={setTyped}
          autofocus
        />
        {code && (
          <Button look="main" icon="tick" wide submit>
            {t("typed.take")}
          </Button>
        )}
      </form>
      <ul class="rows">
        {found.map((view) => (
          <li key={view.id}>
            <button type="button" class="row-button" disabled={!view.tag} onClick={() => view.tag && accept(view.tag)}>
              <SampleLine view={view} />
            </button>
          </li>
        ))}
      </ul>
      {!code && typed.trim().length >= 2 && found.length === 0 && <p class="small">{t("typed.none")}</p>}
    </Sheet>
  );
}
