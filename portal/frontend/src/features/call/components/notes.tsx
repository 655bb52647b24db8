import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { CallNoteForm } from "@/components/call-note-form";
import { useMay } from "@/lib/api/me";
import { type Call, isPlayable } from "@/lib/call";
import { notesQuery } from "@/lib/calls/notes";
import { length } from "@/lib/format/durations";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { audio } from "@/lib/player/audio";
import { currentNote } from "@/lib/player/current-note";
import { goToNotePlace, offerNotePlace } from "@/lib/player/note-place";
import { player } from "@/lib/player/store";
import { useFinishCall } from "@/lib/player/use-finish-call";
import { useStore } from "@/lib/store";
import { NoteRow } from "./note-row";
import styles from "./notes.module.css";

const WHOLE_CALL = null;

/** What people wrote about the call, at its moments; at the foot, room for another. */
export function Notes({ call }: { call: Call }) {
  const mayNote = useMay("calls.annotate_call");
  const { data: notes = [], isError } = useQuery(notesQuery(call.id));
  const at = useStore(player, (now) => (now.call?.id === call.id ? now.positionSeconds : null));
  const current = at === null ? undefined : currentNote(notes, at);
  if (!mayNote && notes.length === 0 && !isError) return null;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes" className={styles.title}>
        {t("call.notes")} {notes.length > 0 && <span className={styles.count}>{notes.length}</span>}
      </h2>
      <div className={styles.card}>
        {isError && (
          <p className={styles.failed} role="alert">
            {t("call.notesFailed")}
          </p>
        )}
        {notes.length > 0 && (
          <ul>
            {notes.map((note) => (
              <NoteRow key={note.id} call={call} note={note} isCurrent={note === current} />
            ))}
          </ul>
        )}
        {mayNote && <Composer call={call} atSeconds={at} />}
      </div>
    </section>
  );
}

function Composer({ call, atSeconds }: { call: Call; atSeconds: number | null }) {
  const [writing, setWriting] = useState<{ at: number | null } | null>(null);
  const finish = useFinishCall();
  const isTimed = isPlayable(call.recording) && atSeconds !== null;

  useEffect(
    () =>
      offerNotePlace({
        callId: call.id,
        focus: () => {
          const isPlayed = player.get().call?.id === call.id;
          setWriting({ at: isPlayed ? audio.now() : WHOLE_CALL });
        },
      }),
    [call.id],
  );
  useKeys([
    {
      keys: "m",
      does: t("call.noteHere"),
      group: "page",
      run: () => void goToNotePlace(call.id),
    },
  ]);

  if (writing)
    return (
      <div className={styles.composer}>
        <span className={`${styles.at} num`}>{writing.at !== null && length(writing.at)}</span>
        <div className={styles.form}>
          <CallNoteForm
            callId={call.id}
            atSeconds={writing.at}
            onSaved={() => setWriting(null)}
            onCancel={() => setWriting(null)}
            onFinish={isTimed ? finish : undefined}
          />
        </div>
      </div>
    );
  return (
    <button type="button" className={styles.write} onClick={() => void goToNotePlace(call.id)}>
      <span className={`${styles.at} num`}>{isTimed && length(atSeconds)}</span>
      <span className={styles.writeWords}>{t(isTimed ? "call.noteHere" : "call.noteWhole")}</span>
      <ButtonKey keys="m" />
    </button>
  );
}
