import { Button } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";

/** Before the first call. */
export function FirstRun() {
  const me = useMe();
  return (
    <EmptyState
      icon={<IconHeadphones size={20} stroke={1.6} />}
      title={t("overview.noCalls")}
      steps={
        me.may_open_admin && (
          <Button component="a" href="/admin/accounts/device/">
            {t("overview.enroll")}
          </Button>
        )
      }
    >
      {t("overview.noCallsWhy")}
    </EmptyState>
  );
}
