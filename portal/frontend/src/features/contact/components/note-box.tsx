import { Button, Textarea } from "@mantine/core";
import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { type Ref, useEffect, useRef, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { asProblem } from "@/lib/api/problem";
import type { KeysetPage } from "@/lib/api/keyset";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { useDraft } from "@/lib/use-draft";
import { addNote } from "../api/add-note";
import type { NoteEntry, TimelineLine } from "../api/timeline";
import styles from "./note-box.module.css";

const MAX_LENGTH = 10_000;
type Shown = InfiniteData<KeysetPage<TimelineLine>>;

export const contactNoteDraft = (contactId: string) => `contact-note:${contactId}`;

const UNSAVED = "new-";

function withoutUnsaved(shown: Shown | undefined): Shown | undefined {
  if (!shown) return shown;
  const isSaved = ({ id }: TimelineLine) => !id.startsWith(UNSAVED);
  const pages = shown.pages.map((page) => ({ ...page, results: page.results.filter(isSaved) }));
  return { ...shown, pages };
}

/** A note that is being saved stands in the timeline at once; a refused one goes back to the box. */
export function NoteBox({ contactId, ref }: { contactId: string; ref: Ref<HTMLTextAreaElement> }) {
  const draft = useDraft(contactNoteDraft(contactId), "");
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  // It leaves the box, but the draft only once the server has it.
  const [sending, setSending] = useState<string | null>(null);
  const shown = draft.value === sending ? "" : draft.value;
  const [failure, setFailure] = useState("");
  const client = useQueryClient();
  const { id, username, name } = useMe();
  const timeline = ["contacts", contactId, "timeline"];

  function showAtOnce(text: string): void {
    const note: NoteEntry = {
      kind: "note",
      id: `${UNSAVED}${Date.now()}`,
      at: new Date().toISOString(),
      author: { id, username, name },
      text,
    };
    for (const kind of ["all", "note"])
      client.setQueryData<Shown>([...timeline, kind], (shown) => {
        const [first, ...rest] = shown?.pages ?? [];
        if (!shown || !first) return shown;
        return { ...shown, pages: [{ ...first, results: [note, ...first.results] }, ...rest] };
      });
  }

  async function save(): Promise<void> {
    const text = shown.trim();
    if (!text) return;
    await client.cancelQueries({ queryKey: timeline });
    showAtOnce(text);
    setSending(draft.value);
    setFailure("");
    try {
      await addNote(contactId, text);
      if (latest.current.value === draft.value) latest.current.clear();
    } catch (error) {
      const since = latest.current.value;
      if (since !== draft.value) latest.current.set(`${text}\n\n${since}`);
      for (const kind of ["all", "note"])
        client.setQueryData<Shown>([...timeline, kind], withoutUnsaved);
      setFailure(t("contact.noteFailed", { why: asProblem(error).detail }));
    }
    setSending(null);
    void client.invalidateQueries({ queryKey: timeline });
  }

  const hasText = shown.trim() !== "";
  return (
    <div className={styles.box}>
      <Textarea
        ref={ref}
        autosize
        minRows={1}
        maxRows={12}
        dir="auto"
        maxLength={MAX_LENGTH}
        aria-label={t("contact.noteLabel")}
        placeholder={t("contact.notePlaceholder")}
        value={shown}
        error={failure || undefined}
        classNames={{ input: styles.input }}
        onChange={(event) => draft.set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          void save();
        }}
      />
      {hasText && (
        <div className={styles.foot}>
          <Button
            size="xs"
            rightSection={<ButtonKey keys="mod+enter" />}
            onClick={() => void save()}
          >
            {t("contact.noteSave")}
          </Button>
        </div>
      )}
    </div>
  );
}
