import { useMe } from "@/lib/api/me";
import { rich, t } from "@/lib/messages";
import styles from "./transcript.module.css";

// In the repository that this was installed from.
const HOW = "docs/how-to/transcribe.md";

/** Why there is none; those who run callcrm are told how to get it. */
export function NoTranscript() {
  const { has_transcription: isSetUp, may_open_admin: isManager } = useMe();
  return (
    <p className={styles.words}>
      {t(isSetUp ? "call.transcriptNone" : "call.transcriptNotSetUp")}{" "}
      {isManager && rich("call.transcriptHow", { file: <code>{HOW}</code> })}
    </p>
  );
}
