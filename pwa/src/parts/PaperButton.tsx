/** A button that opens a paper of the office, and says calmly when the office cannot be reached. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "./Button";
import type { IconName } from "./Icon";
import { Failure } from "./Notice";
import { openPaper } from "./paper";
import { Sheet } from "./Sheet";

interface Props {
  path: string;
  name: string;
  title: string;
  icon?: IconName;
  look?: "main" | "plain" | "quiet";
  wide?: boolean;
  children: ComponentChildren;
}

export function PaperButton({ path, name, title, icon = "file", look = "plain", wide = false, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = async () => {
    setBusy(true);
    await openPaper(path, name).catch(setError);
    setBusy(false);
  };
  return (
    <>
      <Button icon={icon} look={look} wide={wide} busy={busy} onClick={() => void open()}>
        {children}
      </Button>
      {error !== null && (
        <Sheet title={title} onClose={() => setError(null)}>
          <Failure error={error} />
        </Sheet>
      )}
    </>
  );
}
