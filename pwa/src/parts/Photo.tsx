/** One photo by its hash: from this phone, else fetched from the office, else said to be missing. */
import { useEffect, useState } from "preact/hooks";
import { photoUrl } from "../device/photos";
import { t } from "../i18n/t";
import { Icon } from "./Icon";

/** Undefined while it is looked for, null where it is not to be had now. */
export function usePhoto(sha256: string, size: "thumb" | "full"): string | null | undefined {
  const [url, setUrl] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let over = false;
    setUrl(undefined);
    photoUrl(sha256, size).then(
      (found) => !over && setUrl(found),
      () => !over && setUrl(null),
    );
    return () => {
      over = true;
    };
  }, [sha256, size]);
  return url;
}

export function Photo({ sha256, size = "thumb", alt = "" }: { sha256: string; size?: "thumb" | "full"; alt?: string }) {
  const url = usePhoto(sha256, size);
  if (url) return <img class="photo" src={url} alt={alt} decoding="async" />;
  const isMissing = url === null;
  return (
    <span
      class={isMissing ? "photo missing" : "photo"}
      role="img"
      aria-label={isMissing ? t("photos.missing") : alt || t("common.loading")}
    >
      {isMissing && <Icon name="photo" size={22} />}
    </span>
  );
}
