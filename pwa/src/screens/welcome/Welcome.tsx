/** What a browser sees that is not yet a phone of the firm: setting the firm up, joining it, or being told that its memory is gone. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../../device/api";
import { t } from "../../i18n/t";
import { Languages } from "../../parts/Languages";
import { Notice } from "../../parts/Notice";
import { Wordmark } from "../../parts/Wordmark";
import { ready } from "../../state";
import { Enrol } from "./Enrol";
import { Setup } from "./Setup";
import { SignIn } from "./SignIn";

export function Welcome({ path }: { path: string[] }) {
  const [where, code] = path;
  const needsSetup = useNeedsSetup();
  return (
    <main class="welcome">
      <header class="lock-head">
        <Wordmark size={36} />
      </header>
      <div class="welcome-body">
        {ready.value === "reset" && (
          <Notice tone="flagged" title={t("reset.title")}>
            {t("reset.what")}
          </Notice>
        )}
        {where === "setup" && <Setup token={code ?? ""} />}
        {where === "signin" && <SignIn />}
        {where !== "setup" && where !== "signin" && needsSetup && <Notice title={t("setup.needed")}>{t("setup.needed_what")}</Notice>}
        {where !== "setup" && where !== "signin" && !needsSetup && <Enrol code={where === "enrol" ? (code ?? "") : ""} />}
      </div>
      <footer class="lock-foot">
        <Languages />
      </footer>
    </main>
  );
}

/** True once the office says that nobody exists yet; unknown counts as false. */
function useNeedsSetup(): boolean {
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    api<{ setup: boolean }>("GET", "/api/status").then(
      (status) => setNeeded(status.setup),
      () => setNeeded(false), // unreachable: the enrol form says so when it is used
    );
  }, []);
  return needed;
}
