/** Where the live camera does not work, a photo of the tags does. */
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { take } from "./run";

export function PhotoButton() {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ error: unknown } | null>(null);
  const read = async (file: File) => {
    setBusy(true);
    try {
      const { readPhoto } = await import("../../device/photo_file");
      const hits = await readPhoto(file);
      for (const hit of hits) await take(hit.text);
      if (hits.length === 0) setTrouble({ error: null });
    } catch (error) {
      setTrouble({ error });
    }
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
          {trouble.error === null ? (
            <Notice tone="flagged" title={t("scan.photo_none")}>
              {t("scan.photo_none_what")}
            </Notice>
          ) : (
            <Failure error={trouble.error} />
          )}
        </Sheet>
      )}
    </>
  );
}
