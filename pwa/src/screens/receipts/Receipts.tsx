/** Receipts: what came, what was counted, what is different and what became of that. */
import { ReceiptDetail } from "./ReceiptDetail";
import { ReceiptForm } from "./ReceiptForm";
import { ReceiptList } from "./ReceiptList";

export function Receipts({ path }: { path: string[] }) {
  const [id, part] = path;
  if (!id) return <ReceiptList />;
  if (id === "new") return <ReceiptForm key="new" id={null} />;
  if (part === "edit") return <ReceiptForm key={id} id={id} />;
  return <ReceiptDetail key={id} id={id} />;
}
