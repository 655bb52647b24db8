import { fileSize } from "@/lib/format/numbers";
import { momentOf } from "@/lib/format/zoned";
import { t } from "@/lib/messages";

export interface Agent {
  id: string;
  name: string;
}

/** What is typed; the file stands apart, since it can't be kept over a reload. */
export interface UploadDraft {
  /** Whose call it is; null: one's own. */
  agent: Agent | null;
  number: string;
  isWithheld: boolean;
  /** "2026-11-23T09:00" on the viewer's clock. */
  startedAt: string;
  direction: "inbound" | "outbound";
  note: string;
}

export const BLANK: UploadDraft = {
  agent: null,
  number: "",
  isWithheld: false,
  startedAt: "",
  direction: "outbound",
  note: "",
};

export type UploadErrors = Readonly<Partial<Record<"file" | "agent" | "number" | "startedAt" | "note", string>>>;

const MAX_BYTES = 100 * 1024 * 1024;
// A clock may be a little wrong; the server allows as much.
const FUTURE_MS = 5 * 60_000;

export function errorsOf(draft: UploadDraft, file: File | null, now = Date.now()): UploadErrors {
  return {
    file: fileError(file),
    number: draft.isWithheld || draft.number.trim() ? undefined : t("upload.numberNeeded"),
    startedAt: startError(draft.startedAt, now),
  };
}

function fileError(file: File | null): string | undefined {
  if (!file) return t("upload.fileNeeded");
  if (file.size === 0) return t("upload.fileEmpty");
  if (file.size > MAX_BYTES) return t("upload.fileTooLarge", { size: fileSize(file.size) });
  return undefined;
}

function startError(startedAt: string, now: number): string | undefined {
  const moment = momentOf(startedAt);
  if (!moment) return t("upload.whenNeeded");
  return moment.getTime() > now + FUTURE_MS ? t("upload.whenFuture") : undefined;
}

/** `region`: in which the uploader's national numbers are read. */
export function formOf(draft: UploadDraft, file: File, region: string | null): FormData {
  const form = new FormData();
  if (draft.isWithheld) form.set("number_withheld", "true");
  else form.set("phone_number", draft.number.trim());
  form.set("started_at", momentOf(draft.startedAt)?.toISOString() ?? "");
  form.set("direction", draft.direction);
  if (draft.agent) form.set("agent", draft.agent.id);
  // As the preview read it, wherever the agent works.
  if (region) form.set("region", region);
  // Whoever has a recording has talked.
  form.set("disposition", "answered");
  if (draft.note.trim()) form.set("note", draft.note.trim());
  form.set("original_filename", file.name);
  form.set("audio", file);
  return form;
}

const FIELDS: Readonly<Record<string, keyof UploadErrors>> = {
  audio: "file",
  agent: "agent",
  phone_number: "number",
  started_at: "startedAt",
  note: "note",
};

/** The server's messages at the fields where they belong. */
export function errorsFrom(fields: Readonly<Record<string, string>>): UploadErrors {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, message]) => {
      const own = FIELDS[field];
      return own ? [[own, message]] : [];
    }),
  );
}
