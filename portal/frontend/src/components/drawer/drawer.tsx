import { Button, Drawer as MantineDrawer } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { sessionEnd } from "@/lib/api/session";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import styles from "./drawer.module.css";

interface DrawerProps {
  title: string;
  /** In the head, at the right: how many changes wait. */
  note?: ReactNode;
  /** Asks once before it closes; `useDraft` knows. */
  isChanged: boolean;
  /** Closed without saving: forget the draft here. */
  onClose: () => void;
  /** Ctrl Enter. */
  onSave?: () => void;
  children: ReactNode;
  /** Save and cancel, staying at the foot; as a function it is given what asks before it closes. */
  foot?: ReactNode | ((askToClose: () => void) => ReactNode);
}

/** A form at the right, 480 wide, the whole window on a phone. Mount it to open it. */
export function Drawer({ title, note, isChanged, onClose, onSave, children, foot }: DrawerProps) {
  const [isAsking, setIsAsking] = useState(false);
  const isSessionOver = useStore(sessionEnd) !== null;

  function askToClose(): void {
    // Asked once: who presses Escape again means it.
    if (isChanged && !isAsking) setIsAsking(true);
    else onClose();
  }

  useKeys([
    {
      keys: "mod+enter",
      does: title,
      group: "page",
      isInDialogs: true,
      run: () => onSave?.(),
    },
  ]);

  return (
    <MantineDrawer
      opened
      onClose={askToClose}
      position="right"
      size="min(480px, 100vw)"
      // Escape in the dialog above asks for nothing here.
      closeOnEscape={!isSessionOver}
      title={
        <span className={styles.heading}>
          <span className={styles.title}>{title}</span>
          {note && <span className={styles.note}>{note}</span>}
        </span>
      }
      closeButtonProps={{ "aria-label": t("shell.close") }}
      transitionProps={{ duration: 160 }}
      overlayProps={{ backgroundOpacity: 0.32 }}
      classNames={{ content: styles.content, body: styles.body, header: styles.head, title: styles.titlePlace }}
    >
      <div className={styles.form}>{children}</div>
      {isAsking && isChanged ? (
        <div className={styles.foot} role="alertdialog" aria-label={t("states.discard")}>
          <p className={styles.question}>{t("states.discard")}</p>
          <Button color="red" onClick={onClose}>
            {t("states.discardYes")}
          </Button>
          <Button variant="default" autoFocus onClick={() => setIsAsking(false)}>
            {t("states.discardNo")}
          </Button>
        </div>
      ) : (
        foot && (
          <div className={styles.foot}>{typeof foot === "function" ? foot(askToClose) : foot}</div>
        )
      )}
    </MantineDrawer>
  );
}
