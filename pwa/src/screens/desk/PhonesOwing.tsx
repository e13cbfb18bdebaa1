/** The phones, those that owe the most first: what the office does not know yet is theirs. */
import { useEffect } from "preact/hooks";
import { onPhonesChanged } from "../../device/live";
import { t } from "../../i18n/t";
import { rows } from "../../state";
import { useFetched } from "../more/fetched";
import { PhoneLine, type PhoneRow } from "../more/Phones";

const EVERY_MS = 5_000;

export function PhonesOwing() {
  const { found, error, again } = useFetched<{ devices: PhoneRow[] }>("/api/devices", EVERY_MS, rows.value.cursor);
  useEffect(() => {
    onPhonesChanged(again);
    return () => onPhonesChanged(() => undefined);
  }, []);
  const phones = [...(found?.devices ?? [])]
    .filter((row) => row.state === "enrolled")
    .sort((a, b) => b.owes - a.owes || (b.contact_ms ?? 0) - (a.contact_ms ?? 0));
  if (!found) return <p class="small">{error === null ? t("common.loading") : t("board.phones_unknown")}</p>;
  return (
    <>
      {error !== null && <p class="small flagged-text">{t("board.phones_old")}</p>}
      <ul class="rows">
        {phones.map((row) => (
          <li key={row.id}>
            <PhoneLine row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}
