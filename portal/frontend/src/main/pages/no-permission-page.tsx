import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { PersonName } from "@/components/names";
import { Page } from "@/components/page";
import { SignOutForm } from "@/components/sign-out-form";
import { useMe } from "@/lib/api/me";
import { rich, t } from "@/lib/messages";
import { roleWords } from "@/lib/role";

export default function NoPermissionPage() {
  const me = useMe();
  return (
    <Page title={t("states.noPermissionTitle")}>
      <EmptyState
        icon={<IconLock size={20} stroke={1.6} />}
        title={t("states.noPermission")}
        steps={
          <>
            <Button component={Link} to="/calls">
              {t("states.goToCalls")}
            </Button>
            <SignOutForm>{t("states.signInAsOther")}</SignOutForm>
          </>
        }
      >
        {rich("states.noPermissionWhy", {
          name: <PersonName person={me} />,
          role: roleWords(me),
        })}
      </EmptyState>
    </Page>
  );
}
