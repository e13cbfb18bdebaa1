/** What a person can do about unsent scans: try now, or take them out as a signed file. */
import { useState } from "preact/hooks";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure } from "../../parts/Notice";
import { link } from "../../state";

export function SyncButton() {
  return (
    <Button look="main" icon="turn" busy={link.value.syncing} onClick={syncNow}>
      {t("outbox.sync")}
    </Button>
  );
}

export function ExportButton() {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      const { exportOutbox } = await import("../../device/export");
      give(await exportOutbox());
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <>
      <Button icon="file" busy={busy} onClick={() => void take()}>
        {t("outbox.export")}
      </Button>
      {error !== null && <Failure error={error} />}
    </>
  );
}

/** Hands a file to the person: the share sheet where the phone has one for files, else a download. */
export function give(file: File): void {
  if (navigator.canShare?.({ files: [file] })) {
    navigator.share({ files: [file] }).catch(() => download(file)); // shared nowhere: it is still theirs to keep
    return;
  }
  download(file);
}

function download(file: File): void {
  const url = URL.createObjectURL(file);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
