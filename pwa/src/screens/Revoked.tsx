/** The office has shut this phone out: no more work here, but what it still owes can be delivered or taken out as a file. */
import { t } from "../i18n/t";
import { Empty } from "../parts/Notice";
import { install, owed } from "../state";
import { ExportButton, SyncButton } from "./outbox/acts";

export function Revoked() {
  const owes = owed.value.length;
  return (
    <main class="alone">
      <Empty
        icon="lock"
        title={t("revoked.title")}
        act={
          owes > 0 && (
            <>
              <SyncButton />
              <ExportButton />
            </>
          )
        }
      >
        {t("revoked.what", { name: install.value?.name ?? "" })}
        <br />
        {owes > 0 && t("revoked.owes", { n: owes })}
      </Empty>
    </main>
  );
}
