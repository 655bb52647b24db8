import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { Page } from "@/components/page";
import { t } from "@/lib/messages";

export default function NotFoundPage() {
  const navigate = useNavigate();
  return (
    <Page title={t("states.notFoundTitle")}>
      <EmptyState
        icon={<IconMapQuestion size={20} stroke={1.6} />}
        title={t("states.notFound")}
        steps={
          <>
            <Button component={Link} to="/calls">
              {t("states.goToCalls")}
            </Button>
            <Button variant="default" onClick={() => void navigate(-1)}>
              {t("states.back")}
            </Button>
          </>
        }
      >
        {t("states.notFoundWhy")}
      </EmptyState>
    </Page>
  );
}
