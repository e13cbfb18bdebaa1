/** Makes this browser a phone of the firm, with the one-time code a supervisor shows. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { enrol } from "../../device/keys";
import type { CameraTrouble, Scanner } from "../../device/scanner";
import { t } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { forgotten, install, ready } from "../../state";

/** The code in what was scanned, typed or pasted: the link itself or the bare code. */
export function codeIn(text: string): string {
  const from = /#\/enrol\/([^/?\s]+)/.exec(text);
  return decodeURIComponent(from?.[1] ?? text).trim();
}

export function Enrol({ code: given }: { code: string }) {
  const [code, setCode] = useState(given);
  const [name, setName] = useState(install.value?.name ?? "");
  const [scanning, setScanning] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useLayoutEffect(() => setCode(given), [given]);
  const join = async () => {
    setBusy(true);
    setError(null);
    try {
      await enrol(codeIn(code), name.trim());
      go("scan");
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  if (ready.value === "enrolled" && !forgotten.value) return <Joined />;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <h1>{t("enrol.title")}</h1>
      <p>{t(forgotten.value ? "forgotten.what" : "enrol.what")}</p>
      {scanning ? (
        <CodeCamera
          onCode={(text) => {
            setCode(codeIn(text));
            setScanning(false);
          }}
        />
      ) : (
        !code && (
          <Button look="main" icon="scan" wide onClick={() => setScanning(true)}>
            {t("enrol.scan")}
          </Button>
        )
      )}
      <Field label={t("enrol.code")} value={code} onInput={setCode} required />
      <Field label={t("enrol.name")} hint={t("enrol.name_hint")} value={name} onInput={setName} required maxLength={120} />
      {error !== null && <Failure error={error} />}
      <Button look={code ? "main" : "plain"} icon="phone" wide submit busy={busy} disabled={!code.trim() || !name.trim()}>
        {t("enrol.join")}
      </Button>
      <p class="small">
        {t("enrol.desk")} <a href={link("signin")}>{t("enrol.signin")}</a>
      </p>
    </form>
  );
}

function Joined() {
  return (
    <div class="form">
      <h1>{t("enrol.already")}</h1>
      <LinkButton href={link("scan")} look="main" icon="scan">
        {t("tab.scan")}
      </LinkButton>
    </div>
  );
}

function CodeCamera({ onCode }: { onCode: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  useEffect(() => {
    let scanner: Scanner | null = null;
    let over = false;
    const begin = async () => {
      const { startScanner } = await import("../../device/scanner");
      if (!video.current || over) return;
      scanner = await startScanner(video.current, (hits) => hits[0] && !over && onCode(hits[0].text));
      if (over) scanner.stop();
      else setTrouble(scanner.trouble);
    };
    begin().catch((error: unknown) => {
      console.error(error);
      setTrouble("failed"); // the scanner itself could not be fetched
    });
    return () => {
      over = true;
      scanner?.stop();
    };
  }, []);
  if (trouble)
    return (
      <Notice tone="flagged" title={t(`camera.${trouble}`)}>
        {t("enrol.no_camera")}
      </Notice>
    );
  return <video ref={video} class="code-camera" muted playsInline aria-label={t("scan.camera")} />;
}
