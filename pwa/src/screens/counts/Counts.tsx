/** Counts: the list, beginning one, counting, what came of it, joining with a second phone, the picture of a whole tray. */
import { Begin } from "./Begin";
import { CountDetail } from "./CountDetail";
import { CountList } from "./CountList";
import { Join } from "./Join";
import { JoinCode } from "./JoinCode";
import { Run } from "./Run";
import { Shot } from "./Shot";

export function Counts({ path }: { path: string[] }) {
  const [id, part] = path;
  if (!id) return <CountList />;
  if (id === "new") return <Begin />;
  if (id === "join") return <Join scanned={part} />;
  if (part === "run") return <Run key={id} id={id} />;
  if (part === "shot") return <Shot key={id} id={id} />;
  if (part === "code") return <JoinCode key={id} id={id} />;
  return <CountDetail key={id} id={id} />;
}
