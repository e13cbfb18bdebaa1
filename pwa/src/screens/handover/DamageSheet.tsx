/** Reporting damage with photos: opens a repair and leaves the piece where it is. */
import { useState } from "preact/hooks";
import { damageDraft } from "../../core/matter_drafts";
import type { Grade, SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { SampleLine } from "../../parts/SampleLine";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";

const GRADES: readonly Grade[] = ["slight", "serious", "broken"];

export function DamageSheet({ view, onClose }: { view: SampleView; onClose: () => void }) {
  const [grade, setGrade] = useDraft<Grade>(`damage:${view.id}:grade`, () => "slight");
  const [note, setNote] = useDraft(`damage:${view.id}:note`, () => "");
  const [photos, setPhotos] = useDraft<string[]>(`damage:${view.id}:photos`, () => []);
  const [error, setError] = useState<unknown>(null);
  const report = () =>
    record([
      damageDraft(view.repair ?? newId(), { sample: view.id, slip: view.slip, grade, note: note.trim(), photos, condition: "damaged" }),
    ]).then(onClose, setError);
  return (
    <Sheet
      title={t("damage.title")}
      onClose={onClose}
      foot={
        <Button look="main" icon="workshop" wide disabled={!note.trim() && photos.length === 0} onClick={() => void report()}>
          {t("damage.report")}
        </Button>
      }
    >
      <SampleLine view={view} />
      <Segments<Grade>
        label={t("damage.grade")}
        value={grade}
        choices={GRADES.map((value) => ({ value, label: t(`damage_grade.${value}`) }))}
        onPick={setGrade}
      />
      <TextArea label={t("damage.note")} value={note} onInput={setNote} />
      <PhotoStrip label={t("photos.title")} photos={photos} onChange={setPhotos} />
      <p class="small">{t("damage.what")}</p>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
