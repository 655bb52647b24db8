import { Button } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { useMay, useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { isUploadOpen } from "@/lib/upload-drawer";
import styles from "./first-run.module.css";

/** Before the first call: what leads to one. */
export function FirstRun() {
  const { may_open_admin: mayEnroll } = useMe();
  const mayUpload = useMay("calls.upload_call");
  const navigate = useNavigate();
  const steps = [
    [t("firstRun.enroll"), t(mayEnroll ? "firstRun.enrollHow" : "firstRun.enrollWho")],
    [t("firstRun.call"), t("firstRun.callHow")],
    [t("firstRun.listen"), t("firstRun.listenHow")],
  ] as const;

  function upload(): void {
    void navigate("/calls");
    isUploadOpen.set(true);
  }

  return (
    <EmptyState
      icon={<IconHeadphones size={20} stroke={1.6} />}
      title={t("firstRun.title")}
      steps={
        <>
          <ol className={styles.steps}>
            {steps.map(([step, how], index) => (
              <li key={step}>
                <span className={styles.number} aria-hidden>
                  {index + 1}
                </span>
                <span className={styles.step}>
                  <strong>{step}</strong>
                  <span>{how}</span>
                </span>
              </li>
            ))}
          </ol>
          {mayEnroll && (
            <Button component="a" href="/admin/accounts/device/add/">
              {t("firstRun.enroll")}
            </Button>
          )}
          {mayUpload && (
            <Button variant="default" onClick={upload}>
              {t("firstRun.upload")}
            </Button>
          )}
        </>
      }
    >
      {t("firstRun.why")}
    </EmptyState>
  );
}
