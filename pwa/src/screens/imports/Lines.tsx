/** Lines of the file, each with what is wrong or doubtful in it. */
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Notice";
import { link } from "../../parts/route";
import type { Doubt, ImportLine, ImportPage } from "./import";

const PAGE = 100;

export function Lines({ found, onPage }: { found: ImportPage; onPage: (page: number) => void }) {
  const { rows, total, page } = found;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  if (!rows.length) return <Empty icon="tick" title={t("imports.no_lines")} />;
  return (
    <>
      <ol class="import-lines">
        {rows.map((row) => (
          <Line key={row.line} row={row} />
        ))}
      </ol>
      {pages > 1 && (
        <div class="acts pages">
          <Button icon="back" disabled={page === 1} onClick={() => onPage(page - 1)}>
            {t("imports.newer_page")}
          </Button>
          <span>{t("imports.page", { n: page, all: pages })}</span>
          <Button icon="next" disabled={page === pages} onClick={() => onPage(page + 1)}>
            {t("imports.next_page")}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ row }: { row: ImportLine }) {
  return (
    <li class={`line-${row.status}`}>
      <span class="import-line-no">{t("imports.line", { n: row.line })}</span>
      <div>
        {row.archive_no && row.sample && <a href={link("samples", row.sample)}>{row.archive_no}</a>}
        {row.problems.map((one) => (
          <Said key={`${one.code} ${one.header}`} one={one} tone="refused" />
        ))}
        {row.warnings.map((one) => (
          <Said key={`${one.code} ${one.header}`} one={one} tone="flagged" />
        ))}
        {!row.problems.length && !row.warnings.length && !row.archive_no && <small>{t(`imports.line.${row.status}`)}</small>}
      </div>
    </li>
  );
}

function Said({ one, tone }: { one: Doubt; tone: "refused" | "flagged" }) {
  return (
    <p class={`${tone}-text`}>
      {one.header && <strong>{one.header}</strong>}
      {one.value && <code>{one.value}</code>}
      <span>{one.message}</span>
    </p>
  );
}
