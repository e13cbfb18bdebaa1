/** A screen for something this phone has not heard of, with the way back. */
import { t } from "../i18n/t";
import { Head } from "./Head";
import type { IconName } from "./Icon";
import { Empty } from "./Notice";

export function NotHere({ head, back, icon, title }: { head: string; back: string; icon: IconName; title: string }) {
  return (
    <>
      <Head title={head} back={back} />
      <Empty icon={icon} title={title}>
        {t("receipt.missing_what")}
      </Empty>
    </>
  );
}
