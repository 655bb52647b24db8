import { useEffect, useState } from "react";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { type Toast, dismissToast, toast } from "@/lib/toasts";
import { ButtonKey } from "./button-key";
import styles from "./toaster.module.css";

const SHOWN_MS = 6_000;

/** Bottom right, above the player; six seconds, held while hovered or focused. */
export function Toaster() {
  const shown = useStore(toast);
  return (
    <section className={styles.place} aria-live="polite" aria-label={t("shell.notifications")}>
      {shown && <Shown key={shown.id} toast={shown} />}
    </section>
  );
}

function Shown({ toast: { text, action } }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(dismissToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isHeld]);

  function act(): void {
    dismissToast();
    action?.run();
  }

  useKeys(
    action?.keys
      ? [{ keys: action.keys, does: action.label, group: "everywhere", run: act }]
      : [],
  );

  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <bdi className={styles.text}>{text}</bdi>
      {action && (
        <button type="button" className={styles.action} onClick={act}>
          {action.label}
          {action.keys && <ButtonKey keys={action.keys} />}
        </button>
      )}
      <button type="button" className={styles.dismiss} onClick={dismissToast}>
        {t("shell.dismiss")}
      </button>
    </div>
  );
}
