/** Rows of the same few fields, of which a piece may have several: metals, stones, certificates. */
import type { ComponentChildren } from "preact";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";

interface Props<Row> {
  title: string;
  add: string;
  rows: Row[];
  blank: Row;
  onChange: (rows: Row[]) => void;
  children: (row: Row, put: (change: Partial<Row>) => void) => ComponentChildren;
}

export function Repeated<Row>({ title, add, rows, blank, onChange, children }: Props<Row>) {
  const put = (at: number) => (change: Partial<Row>) => onChange(rows.map((row, i) => (i === at ? { ...row, ...change } : row)));
  return (
    <fieldset class="repeated">
      <legend>{title}</legend>
      {rows.map((row, at) => (
        <div class="repeated-row" key={at}>
          <div class="repeated-fields">{children(row, put(at))}</div>
          <IconButton icon="cross" name={t("register.remove")} onClick={() => onChange(rows.filter((_, i) => i !== at))} />
        </div>
      ))}
      <Button look="quiet" icon="plus" onClick={() => onChange([...rows, blank])}>
        {add}
      </Button>
    </fieldset>
  );
}
