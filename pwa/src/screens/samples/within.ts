/** A place and everything inside it: a cabinet holds what its trays hold. */
import { rows } from "../../state";

export function within(place: string): Set<string> {
  const inside = new Set([place]);
  for (let before = 0; before !== inside.size; ) {
    before = inside.size;
    for (const row of rows.value.places.values()) if (row.parent && inside.has(row.parent)) inside.add(row.id);
  }
  return inside;
}
