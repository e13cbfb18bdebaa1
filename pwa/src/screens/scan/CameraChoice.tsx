/** Which of several cameras looks. */
import { useEffect, useState } from "preact/hooks";
import type { Scanner } from "../../device/scanner";
import { t } from "../../i18n/t";
import { IconButton } from "../../parts/Button";
import { Sheet } from "../../parts/Sheet";

export function CameraChoice({ scanner, device, onPick }: { scanner: Scanner; device: string; onPick: (id: string) => void }) {
  const [cameras, setCameras] = useState<{ deviceId: string; label: string }[]>([]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    scanner.cameras().then(setCameras, () => setCameras([])); // a browser that will not list them has just the one
  }, [scanner]);
  if (cameras.length < 2) return null;
  const pick = (id: string) => {
    setOpen(false);
    onPick(id);
  };
  return (
    <>
      <IconButton icon="turn" name={t("camera.choose")} onClick={() => setOpen(true)} />
      {open && (
        <Sheet title={t("camera.choose")} onClose={() => setOpen(false)}>
          <ul class="rows">
            {cameras.map((camera, i) => (
              <li key={camera.deviceId}>
                <button type="button" class="row-button" aria-pressed={camera.deviceId === device} onClick={() => pick(camera.deviceId)}>
                  {camera.label || t("camera.number", { n: i + 1 })}
                </button>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}
