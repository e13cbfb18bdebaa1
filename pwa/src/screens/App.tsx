/** Which screen is up: what this device is decides first, then who is unlocked, then the address. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { allWords, t } from "../i18n/t";
import { Button } from "../parts/Button";
import { Notice, Waiting } from "../parts/Notice";
import { route } from "../parts/route";
import { install, person, ready } from "../state";
import { Broken } from "./Broken";
import { Lock } from "./Lock";
import { Revoked } from "./Revoked";
import { Shell } from "./Shell";
import { Scan } from "./scan/Scan";

type Screen = ComponentType<{ path: string[] }>;

/** Screens most phones never open come when they are first asked for. */
const LATER = {
  board: () => import("./desk/Board").then((module) => module.Board),
  counts: () => import("./counts/Counts").then((module) => module.Counts),
  fairs: () => import("./fairs/Fairs").then((module) => module.Fairs),
  more: () => import("./more/More").then((module) => module.More),
  handover: () => import("./handover/Give").then((module) => module.Give),
  imports: () => import("./imports/Imports").then((module) => module.Imports),
  notices: () => import("./notices/Notices").then((module) => module.Notices),
  outbox: () => import("./Outbox").then((module) => module.Outbox),
  receipts: () => import("./receipts/Receipts").then((module) => module.Receipts),
  register: () => import("./register/Register").then((module) => module.Register),
  repairs: () => import("./repairs/Repairs").then((module) => module.Repairs),
  relay: () => import("./relay/Relay").then((module) => module.Relay),
  returns: () => import("./returns/Returns").then((module) => module.Returns),
  samples: () => import("./Samples").then((module) => module.Samples),
  slips: () => import("./slips/Slips").then((module) => module.Slips),
  welcome: () => import("./welcome/Welcome").then((module) => module.Welcome),
} satisfies Record<string, () => Promise<Screen>>;

export function App() {
  const [where] = route.value;
  const state = ready.value;
  if (state === "starting") return <Waiting />;
  if (state === "failed") return <Broken />;
  if (state === "new" || state === "reset" || where === "setup" || where === "enrol") return <Later name="welcome" path={route.value} />;
  if (install.value?.revoked) return <Revoked />;
  if (!person.value) return <Lock />;
  return (
    <Shell>
      <Here path={route.value} />
    </Shell>
  );
}

function Here({ path }: { path: string[] }) {
  const [where = "scan", ...rest] = path;
  if (where in LATER) return <Later name={where as keyof typeof LATER} path={rest} />;
  return <Scan path={[]} />;
}

function Later({ name, path }: { name: keyof typeof LATER; path: string[] }) {
  const [loaded, setLoaded] = useState<{ name: string; Screen: Screen } | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    setError(null);
    Promise.all([LATER[name](), allWords()]).then(([Screen]) => setLoaded({ name, Screen }), setError);
  }, [name]);
  if (error)
    return (
      <Notice tone="flagged" title={t("error.screen")} act={<Button onClick={() => location.reload()}>{t("common.again")}</Button>}>
        {t("error.screen_what")}
      </Notice>
    );
  if (loaded?.name !== name) return <Waiting />;
  return <loaded.Screen path={path} />;
}
