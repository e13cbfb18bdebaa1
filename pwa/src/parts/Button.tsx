/** A button: `main` for the one act a screen is for, `plain` beside it, `quiet` for the rest. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

interface Props {
  children: ComponentChildren;
  icon?: IconName;
  look?: "main" | "plain" | "quiet" | "danger";
  onClick?: () => void;
  busy?: boolean;
  disabled?: boolean;
  submit?: boolean;
  wide?: boolean;
}

export function Button({ children, icon, look = "plain", onClick, busy = false, disabled = false, submit = false, wide = false }: Props) {
  const classes = ["button", look, wide && "wide", busy && "busy"].filter(Boolean).join(" ");
  return (
    <button type={submit ? "submit" : "button"} class={classes} onClick={onClick} disabled={disabled || busy} aria-busy={busy}>
      {icon && <Icon name={icon} size={22} />}
      <span>{children}</span>
    </button>
  );
}

export function LinkButton({
  href,
  icon,
  children,
  look = "plain",
}: {
  href: string;
  icon?: IconName;
  children: ComponentChildren;
  look?: "main" | "plain" | "quiet";
}) {
  return (
    <a class={`button ${look}`} href={href}>
      {icon && <Icon name={icon} size={22} />}
      <span>{children}</span>
    </a>
  );
}

/** A square button that shows only its icon; the word is for those who listen. */
export function IconButton({ icon, name, onClick, pressed }: { icon: IconName; name: string; onClick: () => void; pressed?: boolean }) {
  return (
    <button type="button" class="icon-button" onClick={onClick} aria-label={name} title={name} aria-pressed={pressed}>
      <Icon name={icon} />
    </button>
  );
}
