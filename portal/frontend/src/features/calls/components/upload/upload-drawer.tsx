import { Button, Progress, SegmentedControl, Switch, TextInput, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { Drawer } from "@/components/drawer/drawer";
import { useMe } from "@/lib/api/me";
import { percent } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { useDraft } from "@/lib/use-draft";
import { mayChooseAgent } from "@/features/calls/agents";
import { BLANK, type UploadDraft } from "@/features/calls/upload-form";
import { AgentSelect } from "./agent-select";
import { FileField } from "./file-field";
import { NumberPreview } from "./number-preview";
import styles from "./upload.module.css";
import { useUpload } from "./use-upload";

/** A recording made elsewhere becomes a call: one's own, or of somebody whose calls one sees. */
export default function UploadDrawer({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const draft = useDraft<UploadDraft>("upload", BLANK);
  const [file, setFile] = useState<File | null>(null);
  const fileField = useRef<HTMLButtonElement>(null);
  const upload = useUpload({ draft: draft.value, file, region: me.region, onDone: close });
  const { errors } = upload;

  function set(changes: Partial<UploadDraft>): void {
    draft.set({ ...draft.value, ...changes });
  }

  function close(): void {
    draft.clear();
    onClose();
  }

  function leave(): void {
    upload.cancel();
    close();
  }

  return (
    <Drawer
      title={t("upload.title")}
      isChanged={draft.isChanged || file !== null}
      onClose={leave}
      onSave={upload.send}
      foot={
        <>
          <Button onClick={upload.send} loading={upload.isSending}>
            {t("upload.send")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("upload.cancel")}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          upload.send();
        }}
      >
        {mayChooseAgent(me) && (
          <AgentSelect
            agent={draft.value.agent}
            error={errors.agent}
            onChange={(agent) => set({ agent })}
          />
        )}
        <FileField ref={fileField} file={file} onChange={setFile} error={errors.file} />
        <div>
          <TextInput
            label={t("upload.number")}
            type="tel"
            autoComplete="off"
            disabled={draft.value.isWithheld}
            maxLength={64}
            value={draft.value.number}
            onChange={(event) => set({ number: event.currentTarget.value })}
            error={errors.number}
          />
          {!draft.value.isWithheld && <NumberPreview text={draft.value.number} />}
          <Switch
            className={styles.withheld}
            label={t("upload.withheld")}
            checked={draft.value.isWithheld}
            onChange={(event) => set({ isWithheld: event.currentTarget.checked })}
          />
        </div>
        <TextInput
          type="datetime-local"
          label={t("upload.when")}
          description={t("upload.whenHint", { zone: me.time_zone })}
          value={draft.value.startedAt}
          onChange={(event) => set({ startedAt: event.currentTarget.value })}
          error={errors.startedAt}
        />
        <div role="group" aria-label={t("upload.direction")}>
          <span className={styles.label}>{t("upload.direction")}</span>
          <SegmentedControl
            fullWidth
            data={[
              { value: "outbound", label: t("cells.outbound") },
              { value: "inbound", label: t("cells.inbound") },
            ]}
            value={draft.value.direction}
            onChange={(direction) => set({ direction: direction as UploadDraft["direction"] })}
          />
        </div>
        <Textarea
          label={t("upload.note")}
          description={t("upload.noteHint")}
          autosize
          minRows={2}
          maxRows={8}
          value={draft.value.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          error={errors.note}
        />
        {!mayChooseAgent(me) && <p className={styles.hint}>{t("upload.agentIsYou")}</p>}
        {upload.isSending && (
          <div className={styles.progress}>
            <Progress value={upload.share * 100} aria-label={t("upload.title")} />
            <span role="status">
              {upload.share < 1
                ? t("upload.progress", { percent: percent(upload.share) })
                : t("upload.checking")}
            </span>
          </div>
        )}
        {upload.failure && (
          <div role="alert" className={styles.failure}>
            <strong>{t("upload.failed")}</strong>
            <span>{upload.failure.message}</span>
            {upload.failure.isRetryable && <span>{t("upload.again")}</span>}
          </div>
        )}
        {/* Enter in a field sends. */}
        <input type="submit" hidden />
      </form>
    </Drawer>
  );
}
