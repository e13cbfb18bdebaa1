/** Photos the office does not have yet: how many, how much, and those it would not take, which only a person gives up. */
import { useState } from "preact/hooks";
import { discardPhoto } from "../../device/photos";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { Photo } from "../../parts/Photo";
import { photos } from "../../state";

const MEGABYTE = 1_000_000;

export function PhotosOwed() {
  const { waiting } = photos.value;
  if (!waiting.length) return null;
  const megabytes = waiting.reduce((sum, one) => sum + one.bytes, 0) / MEGABYTE;
  const refused = waiting.filter((one) => one.refused !== null);
  return (
    <section class="owed photos-owed">
      <p>
        <Icon name="camera" size={22} />
        <span>{t("outbox.photos", { n: waiting.length, size: megabytes.toFixed(1) })}</span>
      </p>
      {refused.map((one) => (
        <Refused key={one.sha256} sha256={one.sha256} reason={one.refused ?? ""} />
      ))}
    </section>
  );
}

function Refused({ sha256, reason }: { sha256: string; reason: string }) {
  const [error, setError] = useState<unknown>(null);
  return (
    <div class="photo-refused">
      <Photo sha256={sha256} />
      <span>
        <strong>{t("outbox.photo_refused")}</strong>
        <small>{word("reason", reason)}</small>
      </span>
      <Button look="quiet" onClick={() => void discardPhoto(sha256).catch(setError)}>
        {t("outbox.photo_give_up")}
      </Button>
      {error !== null && <Failure error={error} />}
    </div>
  );
}
