/** Taking: this phone's camera reads another one's animated code, and what it said is on this disk before it is said to be here. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type CameraTrouble, startScanner } from "../../device/scanner";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { begin, catchFrames, taking } from "./taking";

export function Take() {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    begin();
    return watch(element, setTrouble, () => setOn(true));
  }, []);
  const { got, need, taken, error } = taking.value;
  const missing = Math.max(need - got, 0);
  return (
    <div class="relay relay-take">
      <Head title={t("relay.take")} back={link("relay")} />
      {taken.map((one) => (
        <Notice key={one.key} tone="stored" title={t("relay.taken", { n: one.count, name: one.name })}>
          {t("relay.taken_what")}
        </Notice>
      ))}
      {error !== null && <Failure error={error} />}
      {trouble && (
        <Notice tone="flagged" title={t(`camera.${trouble}`)}>
          {t(`camera.${trouble}_what`)}
        </Notice>
      )}
      <div class="glass">
        <video ref={video} muted playsInline aria-label={t("scan.camera")} />
        {!isOn && !trouble && <p class="camera-says">{t("camera.starting")}</p>}
      </div>
      <div class="relay-progress">
        <progress value={got} max={need || 1} aria-label={t("relay.progress")} />
        <p role="status">{need > 0 ? t("relay.missing", { n: missing }) : t("relay.aim")}</p>
        <p class="small">{need > 0 ? t("relay.still") : t("relay.resume")}</p>
      </div>
      {taken.length > 0 && (
        <div class="foot-acts">
          <Button look="main" icon="tick" wide onClick={() => go("relay")}>
            {t("relay.enough")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Starts the camera, and gives back how to stop it, also while it is still starting. */
function watch(video: HTMLVideoElement, onTrouble: (trouble: CameraTrouble) => void, onReady: () => void): () => void {
  let over = false;
  let stop = () => {
    over = true;
  };
  const sleep = keepAwake();
  const start = async () => {
    const told = { effort: "glass" as const, onView: catchFrames, onTrouble: (one: CameraTrouble) => over || onTrouble(one) };
    const scanner = await startScanner(video, () => undefined, told);
    stop = () => {
      over = true;
      scanner.stop();
    };
    if (over) scanner.stop();
    else if (scanner.trouble) onTrouble(scanner.trouble);
    else onReady();
  };
  void start();
  return () => {
    sleep();
    stop();
  };
}
