import { Button } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import styles from "./calls.module.css";

const STEPS = [
  ["calls.step1", "calls.step1How"],
  ["calls.step2", "calls.step2How"],
  ["calls.step3", "calls.step3How"],
] as const;

/** Before the first call: what leads to one. */
export function FirstRun() {
  const me = useMe();
  return (
    <EmptyState
      icon={<IconHeadphones size={20} stroke={1.6} />}
      title={t("calls.noneYet")}
      steps={
        me.may_open_admin && (
          <>
            <ol className={styles.steps}>
              {STEPS.map(([step, how], index) => (
                <li key={step}>
                  <span className={styles.stepNumber} aria-hidden>
                    {index + 1}
                  </span>
                  <span className={styles.step}>
                    <strong>{t(step)}</strong>
                    <span>{t(how)}</span>
                  </span>
                </li>
              ))}
            </ol>
            <Button component="a" href="/admin/accounts/device/">
              {t("calls.step1")}
            </Button>
          </>
        )
      }
    >
      {t("calls.noneYetWhy")}
    </EmptyState>
  );
}
