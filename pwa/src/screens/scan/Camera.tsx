/** The live camera, with a mark over every tag it reads; when there is none, what to do about it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { armSound } from "../../device/feel";
import { type CameraTrouble, type Scanner, startScanner } from "../../device/scanner";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { CameraChoice } from "./CameraChoice";
import { Marks, outcomeOf, showMarks } from "./Marks";
import { see } from "./run";

type State = { at: "off" } | { at: "starting" } | { at: "on"; scanner: Scanner } | { at: "trouble"; trouble: CameraTrouble };

const CAMERA = "camera"; // which camera this person likes, in localStorage
const WANTED = "camera-wanted"; // once started by hand, the camera starts with the screen

/** `onSee` is given every code that comes into view; `toneOf` colours the mark around it. */
export function Camera({ onSee = see, toneOf = outcomeOf }: { onSee?: (texts: string[]) => void; toneOf?: (text: string) => string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [wanted, setWanted] = useState(localStorage.getItem(WANTED) === "yes");
  const [device, setDevice] = useState(localStorage.getItem(CAMERA) ?? "");
  const state = useScanner(video, wanted, device, onSee);
  const switchTo = (on: boolean) => {
    armSound();
    localStorage.setItem(WANTED, on ? "yes" : "no");
    setWanted(on);
  };
  const pick = (id: string) => {
    localStorage.setItem(CAMERA, id);
    setDevice(id);
  };
  return (
    <section class="camera" aria-label={t("scan.camera")}>
      <video ref={video} muted playsInline class={state.at === "on" ? "on" : ""} aria-label={t("scan.camera")} />
      {state.at === "on" && <Marks toneOf={toneOf} />}
      {state.at === "on" && <Tools scanner={state.scanner} device={device} onPick={pick} onStop={() => switchTo(false)} />}
      {state.at === "off" && <Start onStart={() => switchTo(true)} />}
      {state.at === "starting" && <p class="camera-says">{t("camera.starting")}</p>}
      {state.at === "trouble" && (
        <Trouble
          trouble={state.trouble}
          onRetry={() => {
            setWanted(false);
            setTimeout(() => switchTo(true));
          }}
        />
      )}
    </section>
  );
}

function useScanner(video: { current: HTMLVideoElement | null }, wanted: boolean, device: string, onSee: (texts: string[]) => void): State {
  const tell = useRef(onSee);
  tell.current = onSee; // another listener does not start the camera anew
  const [state, setState] = useState<State>({ at: wanted ? "starting" : "off" });
  useEffect(() => {
    if (!wanted || !video.current) return setState({ at: "off" });
    const run = startRun(video.current, device, (texts) => tell.current(texts), setState);
    return () => run();
  }, [wanted, device]);
  return state;
}

/** Starts the camera and gives back how to stop it, also while it is still starting. */
function startRun(video: HTMLVideoElement, device: string, onSee: (texts: string[]) => void, report: (state: State) => void): () => void {
  let over = false;
  let scanner: Scanner | null = null;
  const sleep = keepAwake();
  const fail = (trouble: CameraTrouble) => !over && report({ at: "trouble", trouble });
  const begin = async () => {
    scanner = await startScanner(video, (hits) => onSee(hits.map((hit) => hit.text)), {
      ...(device ? { deviceId: device } : {}),
      onView: showMarks,
      onTrouble: fail,
    });
    if (over) scanner.stop();
    else if (scanner.trouble) fail(scanner.trouble);
    else report({ at: "on", scanner });
  };
  report({ at: "starting" });
  void begin();
  return () => {
    over = true;
    sleep();
    scanner?.stop();
  };
}

function Start({ onStart }: { onStart: () => void }) {
  return (
    <div class="camera-says">
      <span class="viewfinder" />
      <Button look="main" icon="camera" onClick={onStart}>
        {t("camera.start")}
      </Button>
      <p>{t("camera.or")}</p>
    </div>
  );
}

function Tools({
  scanner,
  device,
  onPick,
  onStop,
}: {
  scanner: Scanner;
  device: string;
  onPick: (id: string) => void;
  onStop: () => void;
}) {
  const [lit, setLit] = useState(false);
  return (
    <div class="camera-tools">
      {scanner.hasTorch && (
        <IconButton icon="torch" name={t("camera.torch")} pressed={lit} onClick={() => void scanner.torch(!lit).then(setLit)} />
      )}
      <CameraChoice scanner={scanner} device={device} onPick={onPick} />
      <IconButton icon="cross" name={t("camera.stop")} onClick={onStop} />
    </div>
  );
}

function Trouble({ trouble, onRetry }: { trouble: CameraTrouble; onRetry: () => void }) {
  return (
    <div class="camera-says" role="alert">
      <Icon name="camera" size={34} />
      <strong>{t(`camera.${trouble}`)}</strong>
      <p>{t(`camera.${trouble}_what`)}</p>
      {trouble !== "insecure" && (
        <Button icon="turn" onClick={onRetry}>
          {t("common.again")}
        </Button>
      )}
    </div>
  );
}
