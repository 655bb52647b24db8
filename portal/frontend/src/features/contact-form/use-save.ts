import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiProblem, asProblem } from "@/lib/api/problem";
import { createContact } from "./api/create-contact";
import { type ContactDetail, getContact } from "@/lib/contacts/get-contact";
import { patchContact } from "@/lib/contacts/patch-contact";
import { bodyOf } from "./changes";
import { type Faults, faultsByRow } from "./checks";
import type { ContactDraft } from "./values";

const CHANGED_MEANWHILE = 412;

export interface Saving {
  isSaving: boolean;
  /** What no field can show. */
  problem: ApiProblem | null;
  faults: Faults;
  /** What somebody else saved meanwhile. */
  theirs: ContactDetail | null;
  save: (draft: ContactDraft) => Promise<void>;
  forget: () => void;
}

/** Sends the draft, and keeps what the server has against it. */
export function useSave(
  contactId: string | undefined,
  onSaved: (saved: ContactDetail, draft: ContactDraft) => void,
): Saving {
  const queryClient = useQueryClient();
  const [isSaving, setIsSaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [theirs, setTheirs] = useState<ContactDetail | null>(null);

  function forget(): void {
    setProblem(null);
    setFaults({});
    setTheirs(null);
  }

  async function send(draft: ContactDraft): Promise<void> {
    const body = bodyOf(draft.base, draft.values);
    const saved = contactId
      ? await patchContact(contactId, body, draft.version)
      : await createContact(body);
    onSaved(saved, draft);
  }

  async function refused(refusal: ApiProblem, draft: ContactDraft): Promise<void> {
    if (refusal.status === CHANGED_MEANWHILE && contactId) {
      setTheirs(await getContact(contactId));
      return;
    }
    const byRow = faultsByRow(refusal.fields, draft.values);
    setFaults(byRow);
    // Whose the number is by now, the row asks anew.
    if (refusal.code === "duplicate_phone")
      await queryClient.invalidateQueries({ queryKey: ["explained"] });
    if (Object.keys(byRow).length === 0) setProblem(refusal);
  }

  async function save(draft: ContactDraft): Promise<void> {
    if (isSaving) return;
    setIsSaving(true);
    forget();
    try {
      await send(draft).catch((error: unknown) => refused(asProblem(error), draft));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setIsSaving(false);
    }
  }

  return { isSaving, problem, faults, theirs, save, forget };
}
