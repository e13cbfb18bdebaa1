/** Fairs: the list, one of them, its plan, its customs list, and the three runs of scans: out, into the safe, back. */
import { Customs } from "./Customs";
import { FairDetail } from "./FairDetail";
import { FairForm } from "./FairForm";
import { FairList } from "./FairList";
import { Run } from "./run/Run";

const MODES = { pack: "out", safe: "safe", back: "back" } as const;

export function Fairs({ path }: { path: string[] }) {
  const [id, part = ""] = path;
  if (!id) return <FairList />;
  if (id === "new") return <FairForm key="new" id={null} />;
  if (part === "edit") return <FairForm key={id} id={id} />;
  if (part === "customs" || part === "border")
    return <Customs key={`${id} ${part}`} id={id} of={part === "border" ? "packed" : "planned"} />;
  if (part in MODES) return <Run key={`${id} ${part}`} id={id} mode={MODES[part as keyof typeof MODES]} />;
  return <FairDetail key={id} id={id} />;
}
