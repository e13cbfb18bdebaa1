/** The code of a handover, as large as the screen: black on white, kept bright and awake until the other phone has it. */
import { useEffect, useState } from "preact/hooks";
import { sampleView } from "../../device/rows_store";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { QrCode } from "../../parts/QrCode";
import { rows } from "../../state";
import { PieceGrid } from "../slips/issue/PieceGrid";

interface Props {
  codes: string[];
  samples: string[];
  giver: string;
  onDone: () => void;
}

export function Codes({ codes, samples, giver, onDone }: Props) {
  const [at, setAt] = useState(0);
  useEffect(() => keepAwake(), []);
  const gone = rows.value.version >= 0 ? samples.filter((id) => isTaken(id, giver)) : [];
  return (
    <div class="handover codes">
      <Head title={t("give.scan_this")} />
      {gone.length === samples.length ? (
        <Notice tone="stored" title={t("give.taken_all", { n: samples.length })}>
          {takers(samples)}
        </Notice>
      ) : (
        <p class="small">{t("give.scan_what", { name: personName(giver), n: samples.length })}</p>
      )}
      <QrCode text={codes[at] ?? ""} name={t("give.code")} />
      {codes.length > 1 && (
        <div class="code-turn">
          <IconButton icon="back" name={t("common.back")} onClick={() => setAt((at + codes.length - 1) % codes.length)} />
          <strong>{t("give.part", { n: at + 1, all: codes.length })}</strong>
          <IconButton icon="next" name={t("give.next")} onClick={() => setAt((at + 1) % codes.length)} />
        </div>
      )}
      <PieceGrid pieces={samples} />
      <div class="foot-acts">
        <Button look="main" icon="tick" wide onClick={onDone}>
          {t("give.done")}
        </Button>
      </div>
    </div>
  );
}

/** The office has told this phone of the other half. */
function isTaken(id: string, giver: string): boolean {
  const view = sampleView(id);
  return view !== null && view.holder !== giver && view.place !== giver;
}

const takers = (samples: readonly string[]): string =>
  [...new Set(samples.map((id) => personName(sampleView(id)?.holder)))].filter(Boolean).join(" · ");
