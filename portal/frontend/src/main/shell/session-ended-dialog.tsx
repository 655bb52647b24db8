import { Button, Modal, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { PersonName } from "@/components/names";
import type { Me } from "@/lib/api/me";
import { ApiProblem } from "@/lib/api/problem";
import { signInAgain } from "@/lib/api/session";
import { rich, t } from "@/lib/messages";
import { forgetDrafts } from "@/lib/use-draft";
import styles from "./session-ended-dialog.module.css";

/** Over the page, which keeps what was typed; then goes on with what was asked for. */
export default function SessionEndedDialog({ me }: { me: Me }) {
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsSending(true);
    try {
      await signInAgain(me.username, password);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error.status === 429 ? t("states.lockedOut") : error.detail);
      setIsSending(false);
    }
  }

  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("states.sessionEnded")}
      size={400}
      centered
      zIndex={350}
    >
      <form className={styles.form} onSubmit={(event) => void signIn(event)}>
        <p className={styles.why}>
          {rich("states.sessionEndedWhy", { name: <PersonName person={me} /> })}
        </p>
        <input type="hidden" name="username" autoComplete="username" value={me.username} />
        <PasswordInput
          data-autofocus
          label={t("states.password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={problem}
        />
        <div className={styles.steps}>
          <Button type="submit" loading={isSending}>
            {t("states.signIn")}
          </Button>
          <Button component="a" href="/accounts/sign-in?next=/portal/" variant="default" onClick={forgetDrafts}>
            {t("states.signInAsOther")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
