import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { PersonName } from "@/components/names";
import { Page } from "@/components/page";
import { SignOutForm } from "@/components/sign-out-form";
import { useMinute } from "@/components/time";
import { useMe } from "@/lib/api/me";
import { clock } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { roleWords } from "@/lib/role";
import { showToast } from "@/lib/toasts";
import styles from "./account-page.module.css";
import { Fact } from "./fact";
import { KeysChoice } from "./keys-choice";
import { ThemeChoice } from "./theme-choice";

/** Who one is here, and how the portal looks and listens to keys in this browser. */
export default function AccountPage() {
  const me = useMe();
  const now = useMinute();
  usePasswordChangedToast();

  return (
    <Page title={t("account.title")}>
      <div className={styles.sections}>
        <section>
          <h2>{t("account.you")}</h2>
          <dl className={styles.facts}>
            <Fact label={t("account.name")}>
              <PersonName person={me} />
            </Fact>
            <Fact label={t("account.username")}>{me.username}</Fact>
            <Fact label={t("account.email")}>{me.email || t("states.nothing")}</Fact>
            <Fact label={t("account.role")}>{roleWords(me)}</Fact>
            <Fact label={t("account.team")}>{me.team?.name ?? t("states.nothing")}</Fact>
            {me.teams.length > 0 && (
              <Fact label={t("account.teams")}>
                {me.teams.map((team) => team.name).join(", ")}
              </Fact>
            )}
            <Fact
              label={t("account.zone")}
              hint={t("account.zoneHint", { time: clock(now) })}
            >
              {me.time_zone}
            </Fact>
          </dl>
        </section>
        <section>
          <h2>{t("account.look")}</h2>
          <ThemeChoice />
          <KeysChoice />
        </section>
        <section>
          <h2>{t("account.access")}</h2>
          <div className={styles.steps}>
            <Button component="a" href="/accounts/password" variant="default">
              {t("account.changePassword")}
            </Button>
            <SignOutForm>{t("account.signOut")}</SignOutForm>
            <a className={styles.link} href="/v1/docs">
              {t("account.docs")}
            </a>
            {me.may_open_admin && (
              <a className={styles.link} href="/admin/">
                {t("shell.admin")}
              </a>
            )}
          </div>
        </section>
      </div>
    </Page>
  );
}

/** Django's own page changes it and leads back here. */
function usePasswordChangedToast(): void {
  const [parameters, setParameters] = useSearchParams();
  const isDone = parameters.get("done") === "password";
  useEffect(() => {
    if (!isDone) return;
    showToast(t("account.passwordChanged"));
    setParameters({}, { replace: true });
  }, [isDone, setParameters]);
}
