import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { Page } from "@/components/page";
import { SignOutForm } from "@/components/sign-out-form";
import { t } from "@/lib/messages";

export function NoRolePage() {
  return (
    <Page title="callcrm">
      <EmptyState
        icon={<IconLock size={20} stroke={1.6} />}
        title={t("states.noRole")}
        steps={
          <>
            <Button onClick={() => window.location.reload()}>{t("states.reload")}</Button>
            <SignOutForm>{t("account.signOut")}</SignOutForm>
          </>
        }
      >
        {t("states.noRoleWhy")}
      </EmptyState>
    </Page>
  );
}
