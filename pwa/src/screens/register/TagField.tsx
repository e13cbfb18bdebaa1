/** The tag of the piece: by camera, hand scanner or typing; and further tags for pieces of the very same kind. */
import { useRef, useState } from "preact/hooks";
import { readTag, spaced } from "../../core/tag";
import { feel } from "../../device/feel";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Sheet } from "../../parts/Sheet";
import { useWedge } from "../../parts/useWedge";
import { Camera } from "../scan/Camera";
import type { Put } from "./Made";
import { type Paper, tagTrouble } from "./paper";

const MOST_ALIKE = 200;

type Scanning = "one" | "alike" | null;

export function TagField({ paper, put }: { paper: Paper; put: Put }) {
  const [scanning, setScanning] = useState<Scanning>(null);
  const now = useRef(paper);
  now.current = paper;
  const take = (text: string) => {
    const change = taken(now.current, text, scanning === "alike");
    if (!change) return false;
    now.current = { ...now.current, ...change };
    put(change);
    feel("stored");
    return true;
  };
  useWedge((text) => void take(text));
  const trouble = tagTrouble(paper.tag);
  return (
    <div class="tag-field">
      <Field
        label={t("register.tag")}
        hint={t("register.tag_hint")}
        wrong={trouble ? t(`register.${trouble}`) : undefined}
        value={paper.tag}
        onInput={(tag) => put({ tag })}
      />
      <div class="tag-tools">
        <Button icon="scan" onClick={() => setScanning("one")}>
          {t("register.scan_tag")}
        </Button>
        <Button look="quiet" icon="plus" disabled={!readTag(paper.tag)} onClick={() => setScanning("alike")}>
          {t("register.alike")}
        </Button>
      </div>
      {paper.alike.length > 0 && <Alike tags={paper.alike} onChange={(alike) => put({ alike })} />}
      {scanning && (
        <Sheet
          title={scanning === "alike" ? t("register.alike") : t("register.scan_tag")}
          onClose={() => setScanning(null)}
          foot={
            scanning === "alike" && (
              <Button look="main" icon="tick" wide onClick={() => setScanning(null)}>
                {t("register.alike_done", { n: paper.alike.length + 1 })}
              </Button>
            )
          }
        >
          {scanning === "alike" && <p class="small">{t("register.alike_what")}</p>}
          <div class="sheet-camera">
            <Camera
              toneOf={(text) => (isHere(now.current, text) ? "stored" : "seen")}
              onSee={(texts) => {
                for (const text of texts) if (take(text) && scanning === "one") setScanning(null);
              }}
            />
          </div>
        </Sheet>
      )}
    </div>
  );
}

const isHere = (paper: Paper, text: string): boolean => {
  const code = readTag(text);
  return code !== null && (code === readTag(paper.tag) || paper.alike.includes(code));
};

type Change = Partial<Paper> | null;

/** What a scanned code changes: the tag of this piece, or one more piece alike; null for what is no free tag of ours. */
function taken(paper: Paper, text: string, alike: boolean): Change {
  const code = readTag(text);
  if (!code || tagTrouble(code) || isHere(paper, code)) return null;
  if (!alike) return { tag: code };
  return paper.alike.length < MOST_ALIKE ? { alike: [...paper.alike, code] } : null;
}

function Alike({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  return (
    <section class="alike">
      <p class="label">{t("register.alike_count", { n: tags.length })}</p>
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            <span class="code">{spaced(tag)}</span>
            <IconButton icon="cross" name={t("register.remove")} onClick={() => onChange(tags.filter((one) => one !== tag))} />
          </li>
        ))}
      </ul>
    </section>
  );
}
