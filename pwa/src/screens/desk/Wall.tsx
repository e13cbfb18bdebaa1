/** The board on a wall: the whole screen, kept awake, nothing to press; Escape, or a button that shows when the pointer moves, leads back. */
import { useEffect, useState } from "preact/hooks";
import { holdOpen } from "../../device/idle";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { go, link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";

const LOOKS = ["dark", "light"] as const;

/** The browser gives the whole screen only to a tap. */
export function WallSheet({ onClose }: { onClose: () => void }) {
  const show = (look: (typeof LOOKS)[number]) => {
    void document.documentElement.requestFullscreen?.().catch(() => undefined); // without it the board fills the window
    location.hash = `${link("board")}?wall=${look}`;
    onClose();
  };
  return (
    <Sheet title={t("board.wall")} onClose={onClose}>
      <p>{t("board.wall_what")}</p>
      <div class="acts">
        {LOOKS.map((look) => (
          <Button key={look} look={look === "dark" ? "main" : "plain"} onClick={() => show(look)}>
            {t(`board.wall_${look}`)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}

const SHOWN_MS = 4_000;

export function useWall(isWall: boolean): void {
  useEffect(() => {
    if (!isWall) return;
    const releases = [keepAwake(), holdOpen()];
    const leave = () => !document.fullscreenElement && go("board");
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && go("board");
    document.addEventListener("fullscreenchange", leave);
    addEventListener("keydown", onKey);
    return () => {
      for (const release of releases) release();
      document.removeEventListener("fullscreenchange", leave);
      removeEventListener("keydown", onKey);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, [isWall]);
}

export function Leave() {
  const [moved, setMoved] = useState(0);
  useEffect(() => {
    const onMove = () => setMoved(Date.now());
    addEventListener("pointermove", onMove);
    addEventListener("pointerdown", onMove);
    return () => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerdown", onMove);
    };
  }, []);
  useEffect(() => {
    if (moved === 0) return;
    const timer = setTimeout(() => setMoved(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [moved]);
  return (
    <a class={moved ? "button wall-leave" : "button wall-leave still"} href={link("board")}>
      {t("board.wall_leave")}
    </a>
  );
}
