/** Where the live camera does not work, a photo of the tags does. */
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { take } from "./run";

export function PhotoButton({ onTake = take }: { onTake?: (text: string) => unknown }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<"none" | "unreadable" | null>(null);
  const read = async (file: File) => {
    setBusy(true);
    const { readPhoto } = await import("../../device/photo_file");
    const hits = await readPhoto(file);
    if (hits === "unreadable") setTrouble("unreadable");
    else if (hits.length === 0) setTrouble("none");
    else for (const hit of hits) await onTake(hit.text);
    setBusy(false);
  };
  return (
    <>
      <Button icon="photo" busy={busy} onClick={() => input.current?.click()}>
        {t("scan.photo")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={t("scan.photo")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      {trouble && (
        <Sheet title={t("scan.photo")} onClose={() => setTrouble(null)}>
          <Notice tone="flagged" title={t(`photo.${trouble}`)}>
            {t("photo.what")}
          </Notice>
        </Sheet>
      )}
    </>
  );
}
