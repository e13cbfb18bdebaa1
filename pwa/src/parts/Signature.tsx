/** A signature on the glass: with a finger, a pen or a mouse; or a typed name for who cannot draw one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/t";
import { IconButton } from "./Button";
import { Field } from "./Field";
import { type Ink, startInk } from "./ink";

/** `onSign` is given the picture after every stroke, and null when there is nothing on the paper any more. */
export function Signature({ label, onSign }: { label: string; onSign: (png: Blob | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useRef<Ink | null>(null);
  const [isSigned, setSigned] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const tell = useRef(onSign);
  tell.current = onSign;
  const give = () => {
    setSigned(true);
    void ink.current?.png().then((png) => tell.current(png));
  };
  useEffect(() => {
    if (!canvas.current) return;
    ink.current = startInk(canvas.current, give);
    return () => ink.current?.stop();
  }, []);
  const clear = () => {
    ink.current?.clear();
    setSigned(false);
    setTyped(typed === null ? null : "");
    tell.current(null);
  };
  const write = (name: string) => {
    setTyped(name);
    if (!name.trim()) return clear();
    ink.current?.write(name.trim());
    give();
  };
  return (
    <div class="signature">
      <div class="signature-paper">
        <canvas ref={canvas} role="img" aria-label={label} />
        {!isSigned && <p aria-hidden="true">{t("signature.here")}</p>}
        <div class="signature-tools">
          {isSigned && <IconButton icon="undo" name={t("signature.clear")} onClick={clear} />}
          {typed === null && <IconButton icon="keyboard" name={t("signature.type")} onClick={() => write("")} />}
        </div>
      </div>
      {typed !== null && (
        <Field label={t("signature.name")} hint={t("signature.name_hint")} value={typed} onInput={write} maxLength={60} autofocus />
      )}
    </div>
  );
}
