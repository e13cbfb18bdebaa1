/** The photos of something, side by side; taking another, and looking at one in full. */
import { useRef, useState } from "preact/hooks";
import { keepPhoto } from "../device/photos";
import { t } from "../i18n/t";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Failure } from "./Notice";
import { Photo } from "./Photo";
import { Sheet } from "./Sheet";

export const MOST_PHOTOS = 12;

interface Props {
  photos: readonly string[];
  /** Left out: they are only looked at. */
  onChange?: (photos: string[]) => void;
  label?: string;
}

export function PhotoStrip({ photos, onChange, label }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const remove = (gone: string) => {
    onChange?.(photos.filter((one) => one !== gone));
    setOpen(null);
  };
  return (
    <div class="photo-strip">
      {label && <p class="label">{label}</p>}
      <ul aria-label={label ?? t("photos.title")}>
        {photos.map((sha256, i) => (
          <li key={sha256}>
            <button type="button" onClick={() => setOpen(sha256)} aria-label={t("photos.look", { n: i + 1 })}>
              <Photo sha256={sha256} />
            </button>
          </li>
        ))}
        {onChange && photos.length < MOST_PHOTOS && (
          <li>
            <TakePhoto onTaken={(sha256) => onChange([...photos.filter((one) => one !== sha256), sha256])} />
          </li>
        )}
      </ul>
      {open && (
        <Sheet
          title={t("photos.one")}
          onClose={() => setOpen(null)}
          foot={
            onChange && (
              <Button look="plain" icon="cross" wide onClick={() => remove(open)}>
                {t("photos.remove")}
              </Button>
            )
          }
        >
          <Photo sha256={open} size="full" />
        </Sheet>
      )}
    </div>
  );
}

/** The phone's own camera app, or its pictures; shrunk and stripped before it is kept. */
export function TakePhoto({ onTaken }: { onTaken: (sha256: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = async (files: File[]) => {
    setBusy(true);
    setError(null);
    try {
      for (const file of files) onTaken((await keepPhoto(file)).sha256);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" class="take-photo" onClick={() => input.current?.click()} disabled={busy} aria-busy={busy}>
        <Icon name={busy ? "turn" : "camera"} size={26} />
        <span>{t("photos.take")}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t("photos.take")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void take(files);
        }}
      />
      {error !== null && (
        <Sheet title={t("photos.take")} onClose={() => setError(null)}>
          <Failure error={error} />
        </Sheet>
      )}
    </>
  );
}
