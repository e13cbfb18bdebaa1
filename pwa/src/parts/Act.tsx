/** One thing to do, in a list of several: an icon, its name, and what comes of it. */
import { Icon, type IconName } from "./Icon";

interface Props {
  icon: IconName;
  name: string;
  what?: string | undefined;
  onClick?: () => void;
  href?: string;
}

export function Act({ icon, name, what, onClick, href }: Props) {
  const inside = (
    <>
      <Icon name={icon} />
      <span class="row-words">
        <strong>{name}</strong>
        {what && <small>{what}</small>}
      </span>
      <Icon name="next" size={18} />
    </>
  );
  return (
    <li>
      {href ? (
        <a class="row-link" href={href} onClick={onClick}>
          {inside}
        </a>
      ) : (
        <button type="button" class="row-button" onClick={onClick}>
          {inside}
        </button>
      )}
    </li>
  );
}
