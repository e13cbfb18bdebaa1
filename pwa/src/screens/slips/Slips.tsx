/** Transfer slips: the list, one of them, asking for one, picking and handing it out. */

import { Issue } from "./issue/Issue";
import { Pick } from "./pick/Pick";
import { SlipDetail } from "./SlipDetail";
import { SlipForm } from "./SlipForm";
import { SlipList } from "./SlipList";

export function Slips({ path }: { path: string[] }) {
  const [id, part] = path;
  if (!id) return <SlipList />;
  if (id === "new") return <SlipForm key="new" id={null} />;
  if (part === "edit") return <SlipForm key={id} id={id} />;
  if (part === "pick") return <Pick key={id} id={id} />;
  if (part === "issue") return <Issue key={id} id={id} />;
  return <SlipDetail key={id} id={id} />;
}
