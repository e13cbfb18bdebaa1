/** Each piece that came gets a temporary tag and a place at once, so that somebody answers for it before it is registered. */
import { useRef, useState } from "preact/hooks";
import { arriveDraft } from "../../core/matter_drafts";
import type { ReceiptLine, ReceiptView } from "../../core/rows";
import { readTag, spaced } from "../../core/tag";
import { newId } from "../../device/clock";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { byTag } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { PlaceField } from "../../parts/PlaceField";
import { Sheet } from "../../parts/Sheet";
import { useWedge } from "../../parts/useWedge";
import { Camera } from "../scan/Camera";
import { Typed } from "../scan/Typed";
import { lineTitle } from "./receipt";

/** Where the last delivery was put: the next one likely lies there too. */
const LAST = "arrival-place";

export function ArriveSheet({ receipt, line, onClose }: { receipt: ReceiptView; line: ReceiptLine; onClose: () => void }) {
  const [place, setPlace] = useState(localStorage.getItem(LAST) ?? "");
  const [tags, setTags] = useState<string[]>([]);
  const [typing, setTyping] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const taken = useRef(new Set<string>());
  const storing = useRef(0); // taken and not yet laid over the receipt: two tags in one view must not both be the last
  const left = (line.counted ?? 0) - line.pieces.length;
  const choose = (id: string) => {
    localStorage.setItem(LAST, id);
    setPlace(id);
  };
  const store = async (code: string | null) => {
    storing.current += 1;
    const draft = arriveDraft(receipt.id, { sample: newId(), to: place, line: line.line, tag: code });
    await record([code ? { ...draft, body: { ...draft.body, tag: code } } : draft]).then(
      () => {
        if (code) setTags((before) => [code, ...before]);
        feel("stored");
      },
      (failure) => {
        if (code) taken.current.delete(code);
        feel("refused");
        setError(failure);
      },
    );
    storing.current -= 1;
  };
  const see = (text: string) => {
    const code = readTag(text);
    if (!place || !code || taken.current.has(code) || storing.current >= left) return;
    if (byTag(code).kind !== "unknown") return feel("refused");
    taken.current.add(code);
    void store(code);
  };
  useWedge(see);
  return (
    <Sheet
      title={lineTitle(line)}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide onClick={onClose}>
          {left > 0 ? t("receipt.tag_later", { n: left }) : t("common.done")}
        </Button>
      }
    >
      <PlaceField label={t("receipt.put_where")} value={place} fits={(one) => one.kind === "store"} onPick={choose} />
      {place && left > 0 && (
        <>
          <p class="small">{t("receipt.scan_temporary", { n: left })}</p>
          <div class="sheet-camera">
            <Camera onSee={(texts) => texts.forEach(see)} toneOf={(text) => (taken.current.has(readTag(text) ?? "") ? "stored" : "seen")} />
          </div>
          <div class="tag-tools">
            <Button icon="keyboard" onClick={() => setTyping(true)}>
              {t("scan.type")}
            </Button>
            <Button look="quiet" onClick={() => void store(null)}>
              {t("receipt.without_tag")}
            </Button>
          </div>
        </>
      )}
      <ul class="receipt-pieces">
        {tags.map((tag) => (
          <li key={tag}>
            <Icon name="tick" size={18} />
            <span class="code">{spaced(tag)}</span>
          </li>
        ))}
      </ul>
      {error !== null && <Failure error={error} />}
      {typing && <Typed onClose={() => setTyping(false)} onTake={see} />}
    </Sheet>
  );
}
