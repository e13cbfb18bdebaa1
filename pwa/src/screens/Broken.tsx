/** The phone's own storage would not open: nothing is recorded, and the screen says so loudly. */

import { ago } from "../i18n/dates";
import { t, word } from "../i18n/t";
import { Button } from "../parts/Button";
import { Empty, Notice } from "../parts/Notice";
import { now } from "../parts/now";
import { failedCall, stored } from "../state";

export function Broken() {
  const failed = failedCall.value;
  return (
    <main class="alone">
      <Empty
        icon="warning"
        title={t("broken.title")}
        act={
          <Button look="main" icon="turn" onClick={() => location.reload()}>
            {t("common.again")}
          </Button>
        }
      >
        {t("broken.what")}
      </Empty>
      {stored.value.trouble && <Notice tone="refused">{word("trouble", stored.value.trouble)}</Notice>}
      {failed && <p class="small">{`${t("error.request", { id: failed.request })} · ${ago(failed.at_ms, now.value)}`}</p>}
    </main>
  );
}
