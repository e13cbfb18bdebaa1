/** A reading typed off the instrument; a fact like any other, so it works with no network. */
import { useState } from "preact/hooks";
import { readingDraft } from "../../core/matter_drafts";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";

const isNumber = (text: string): boolean => text === "" || /^-?\d{1,3}(\.\d{1,2})?$/.test(text);

export function ReadingSheet({ place, onClose }: { place: string; onClose: () => void }) {
  const [temperature, setTemperature] = useState("");
  const [humidity, setHumidity] = useState("");
  const [error, setError] = useState<unknown>(null);
  const isHumidity = isNumber(humidity) && (humidity === "" || (Number(humidity) >= 0 && Number(humidity) <= 100));
  const isWhole = isNumber(temperature) && isHumidity && (temperature !== "" || humidity !== "");
  const keep = () =>
    record([readingDraft(place, temperature || null, humidity || null)]).then(
      () => {
        feel("stored");
        onClose();
      },
      (failure) => {
        feel("refused");
        setError(failure);
      },
    );
  return (
    <Sheet
      title={t("place.read")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={!isWhole} onClick={() => void keep()}>
          {t("common.keep")}
        </Button>
      }
    >
      <div class="two-fields">
        <Field
          label={`${t("place.temperature")}, °C`}
          inputMode="decimal"
          maxLength={6}
          value={temperature}
          wrong={isNumber(temperature) ? undefined : t("place.number_wrong")}
          onInput={setTemperature}
          autofocus
        />
        <Field
          label={`${t("place.humidity")}, %`}
          inputMode="decimal"
          maxLength={6}
          value={humidity}
          wrong={isHumidity ? undefined : t("place.number_wrong")}
          onInput={setHumidity}
        />
      </div>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
