/** The phone's own storage would not open: nothing is recorded, and the screen says so loudly. */

import { t, word } from "../i18n/t";
import { Button } from "../parts/Button";
import { Empty, Notice } from "../parts/Notice";
import { stored } from "../state";

export function Broken() {
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
    </main>
  );
}
