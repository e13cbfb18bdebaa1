/** One picture of a whole tray: every tag framed in it as right or not, the missing pointed out, and all of it recorded with one tap. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CountView, SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { armSound, feel } from "../../device/feel";
import { countView } from "../../device/rows_matters";
import { openTrayCamera, type TrayCamera } from "../../device/tray_shot";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Empty, Failure, Notice } from "../../parts/Notice";
import { placeName } from "../../parts/names";
import { go, link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { lang, rows } from "../../state";
import { begin, takeAll } from "./run";
import { ShotPicture } from "./ShotPicture";
import { judgeShot, keepLayout, lookAt, shot } from "./shot";

export function Shot({ id }: { id: string }) {
  const count = rows.value.version >= 0 ? countView(id) : null;
  useEffect(() => {
    begin(id);
    shot.value = null;
  }, [id]);
  if (!count)
    return (
      <Empty icon="list" title={t("count.not_here")}>
        {t("receipt.missing_what")}
      </Empty>
    );
  return (
    <div class="counts tray-shot">
      <Head title={t("count.shot")} back={link("counts", id, "run")} />
      {shot.value ? <Result count={count} /> : <Aim count={count} />}
    </div>
  );
}

function Aim({ count }: { count: CountView }) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<TrayCamera | null>(null);
  const [read, setRead] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => holdCamera(video.current, setCamera), []);
  const take = async () => {
    armSound();
    setRead(0);
    setError(null);
    try {
      const taken = await camera?.shoot((texts) => isComplete(texts, count), setRead);
      if (taken) lookAt(taken, count);
    } catch (failure) {
      setError(failure);
    }
    setRead(null);
  };
  return (
    <>
      <p class="small">{t("shot.what")}</p>
      <section class="camera shot-camera" aria-label={t("scan.camera")}>
        <video ref={video} muted playsInline class={camera && !camera.trouble ? "on" : ""} aria-label={t("scan.camera")} />
        {read !== null && (
          <p class="shot-reading" role="status">
            {t("shot.reading", { n: read })}
          </p>
        )}
        {camera?.trouble && (
          <div class="camera-says" role="alert">
            <strong>{t(`camera.${camera.trouble}`)}</strong>
            <p>{t(`camera.${camera.trouble}_what`)}</p>
          </div>
        )}
      </section>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button
          look="main"
          icon="photo"
          wide
          busy={read !== null}
          disabled={!camera || camera.trouble !== null}
          onClick={() => void take()}
        >
          {t("shot.take")}
        </Button>
      </div>
    </>
  );
}

/** Opened while the screen aims; gives back how to let it go, also while it is still opening. */
function holdCamera(video: HTMLVideoElement | null, report: (camera: TrayCamera | null) => void): () => void {
  if (!video) return () => undefined;
  let held: TrayCamera | null = null;
  let isOver = false;
  const sleep = keepAwake();
  void openTrayCamera(video).then((camera) => {
    if (isOver) return camera.stop();
    held = camera;
    report(camera);
  });
  return () => {
    isOver = true;
    sleep();
    held?.stop();
  };
}

/** No need to look on once everything that is expected was read; a blind count looks for as long as it may. */
function isComplete(texts: ReadonlySet<string>, { told }: CountView): boolean {
  if (told.mode === "blind" || told.missing.length === 0) return false;
  const tags = told.missing.map((id) => rows.value.samples.get(id)?.tag);
  return tags.every((tag) => tag !== undefined && tag !== null && texts.has(tag));
}

function Result({ count }: { count: CountView }) {
  const [looked, setLooked] = useState<SampleView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const taken = shot.value;
  if (!taken) return null;
  const result = judgeShot(taken, count);
  const isBlind = count.told.mode === "blind";
  const of = (look: string) => result.marks.filter((mark) => mark.look === look).length;
  const wrong = of("wrong") + of("unknown");
  const again = () => {
    URL.revokeObjectURL(taken.picture);
    shot.value = null;
  };
  const keep = async () => {
    try {
      await takeAll(result.marks.map(({ text }) => text));
      keepLayout(result);
      again();
      go("counts", count.id, "run");
    } catch (failure) {
      feel("refused");
      setError(failure);
    }
  };
  return (
    <>
      <ShotPicture taken={taken} result={result} isBlind={isBlind} onLook={setLooked} />
      <p class="shot-sum" role="status">
        <strong>{t("shot.read", { n: result.marks.length })}</strong>
        {!isBlind && ` · ${t("shot.sum", { right: of("right"), wrong, missing: result.missing.length })}`}
        {result.tray && ` · ${placeName(result.tray)}`}
      </p>
      {taken.unread.length > 0 && <Notice tone="flagged">{t("shot.unread", { n: taken.unread.length })}</Notice>}
      {!isBlind && result.missing.length > 0 && (
        <section class="count-list refused">
          <h2>{t("count.missing")}</h2>
          <ul class="rows">
            {result.missing.map(({ view, spot }) => (
              <li key={view.id}>
                <button type="button" class="row-button" onClick={() => setLooked(view)}>
                  <SampleLine view={view} />
                  {spot && <span class="chip">{t("shot.lay_there")}</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look="main" icon="tick" disabled={result.marks.length === 0} onClick={() => void keep()}>
          {t("shot.keep", { n: result.marks.length })}
        </Button>
        <Button icon="photo" onClick={again}>
          {t("shot.again")}
        </Button>
      </div>
      {looked && (
        <Sheet title={title(looked, lang.value)} onClose={() => setLooked(null)}>
          <div class="shot-look">
            <SamplePicture sample={looked} size={240} />
            <p>{[looked.archive_no, looked.model, looked.number].filter(Boolean).join(" · ")}</p>
          </div>
        </Sheet>
      )}
    </>
  );
}
