/** What the list of samples is narrowed to, and what there is to narrow it by. */
import { computed, signal } from "@preact/signals";
import { materialsOf } from "../../core/storage";
import type { Wanted } from "../../core/wanted";
import { find } from "../../device/rows_store";
import { rows } from "../../state";

/** Kept while the person looks at a piece and comes back. */
export const wanted = signal<Wanted>({});

/** Worked out again only when the rows, the outbox or what is wanted change: not on every scroll. */
export const found = computed(() => find(wanted.value));

/** Everything but the text: as many as are in use. */
export const inUse = ({ text: _text, ...rest }: Wanted): (keyof Wanted)[] =>
  (Object.keys(rest) as (keyof Wanted)[]).filter((key) => {
    const value = rest[key as keyof typeof rest];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });

export function narrow(part: Wanted): void {
  const next: Record<string, unknown> = { ...wanted.value, ...part };
  for (const [key, value] of Object.entries(next)) if (!value || (Array.isArray(value) && value.length === 0)) delete next[key];
  wanted.value = next as Wanted;
}

export interface Offered {
  types: string[];
  categories: string[];
  materials: string[];
  clients: string[];
  holders: string[];
}

/** Only what some piece is, so that no choice leads to an empty list. */
export const offered = computed<Offered>(() => {
  const sets = {
    types: new Set<string>(),
    categories: new Set<string>(),
    materials: new Set<string>(),
    clients: new Set<string>(),
    holders: new Set<string>(),
  };
  if (rows.value.version >= 0)
    for (const row of rows.value.samples.values()) {
      if (row.type) sets.types.add(row.type);
      if (row.category) sets.categories.add(row.category);
      if (row.holder) sets.holders.add(row.holder);
      if (row.facts.client) sets.clients.add(row.facts.client);
      for (const material of materialsOf(row)) sets.materials.add(material);
    }
  return Object.fromEntries(Object.entries(sets).map(([name, values]) => [name, [...values].sort()])) as unknown as Offered;
});
