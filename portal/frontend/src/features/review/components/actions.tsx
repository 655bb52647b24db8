import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ButtonKey } from "@/components/button-key";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./case-detail.module.css";

export interface Action {
  /** Stays the same while its label changes. */
  keys: string;
  does: string;
  label?: ReactNode;
  icon?: ReactNode;
  run: () => void;
}

/** The decisions, each with its key; the first is the likely one. */
export function Actions({ actions, children }: { actions: readonly Action[]; children?: ReactNode }) {
  useKeys(actions.map(({ keys, does, run }) => ({ keys, does, group: "page", run })));
  return (
    <div className={styles.actions}>
      {actions.map(({ keys, does, label, icon, run }, index) => (
        <Button
          key={keys}
          className={styles.action}
          variant={index === 0 ? "filled" : "default"}
          leftSection={icon}
          rightSection={<ButtonKey keys={keys} />}
          onClick={run}
        >
          {label ?? does}
        </Button>
      ))}
      {children}
      <span className={styles.move} aria-hidden="true">
        <ButtonKey keys="arrowup" />
        <ButtonKey keys="arrowdown" />
        {t("review.move")}
      </span>
    </div>
  );
}
