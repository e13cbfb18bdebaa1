/** Repairs: one case from damage to its end. */
import { RepairDetail } from "./RepairDetail";
import { RepairList } from "./RepairList";

export function Repairs({ path }: { path: string[] }) {
  const [id] = path;
  return id ? <RepairDetail key={id} id={id} /> : <RepairList />;
}
