import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Drawer } from "@/components/drawer/drawer";
import { type ApiProblem, asProblem } from "@/lib/api/problem";
import { type ContactDrawerRequest, closeContactDrawer } from "@/lib/contact-drawer";
import { t } from "@/lib/messages";
import { useDraft } from "@/lib/use-draft";
import { changedFields } from "../changes";
import { faultsIn } from "../checks";
import { refreshAfterContact } from "../refresh";
import { useReadings } from "../use-readings";
import { useSamePerson } from "../use-same-person";
import { useSave } from "../use-save";
import { useSavedToast } from "../use-undo";
import type { ContactDraft, ContactValues } from "../values";
import { Conflict } from "./conflict";
import { ContactFields } from "./contact-fields";
import { FormFoot } from "./form-foot";
import { SaveProblem } from "./save-problem";

interface ContactFormProps {
  draftKey: string;
  initial: ContactDraft;
  request: ContactDrawerRequest;
}

export function ContactForm({ draftKey, initial, request }: ContactFormProps) {
  const { contactId, onSaved } = request;
  const queryClient = useQueryClient();
  const draft = useDraft<ContactDraft>(draftKey, initial);
  const { base, values } = draft.value;
  const readings = useReadings(values.numbers, contactId);
  const [wasTried, setWasTried] = useState(false);
  const [mergeProblem, setMergeProblem] = useState<ApiProblem | null>(null);
  const sayWhatWasSaved = useSavedToast();
  const same = useSamePerson(request, draft);
  const saving = useSave(contactId, (saved, sent) => {
    close();
    sayWhatWasSaved(saved, sent, contactId === undefined);
    onSaved?.(saved);
    void refreshAfterContact(queryClient);
  });

  const found = faultsIn(values);
  const isTaken = [...readings.values()].some((reading) => reading.isTaken);
  const isRepeated = [...readings.values()].some((reading) => reading.isRepeated);
  const changed = changedFields(base, values).length;

  function close(): void {
    draft.clear();
    closeContactDrawer();
  }

  function change(changes: Partial<ContactValues>): void {
    draft.set({ ...draft.value, values: { ...values, ...changes } });
  }

  function save(): void {
    setWasTried(true);
    setMergeProblem(null);
    if (isTaken || isRepeated || Object.keys(found).length > 0 || saving.theirs) return focusFault();
    if (contactId && changed === 0) return close();
    void saving.save(draft.value).then(focusFault);
  }

  async function takeAsSame(ownerId: string, key: string): Promise<void> {
    try {
      await same?.(ownerId, key);
    } catch (error) {
      setMergeProblem(asProblem(error));
    }
  }

  const problem = saving.problem ?? mergeProblem;
  return (
    <Drawer
      title={t(contactId ? "contactForm.edit" : "contactForm.new")}
      note={changed > 0 && t("contactForm.unsaved", { count: changed })}
      isChanged={draft.isChanged}
      onClose={close}
      onSave={save}
      foot={
        saving.theirs
          ? undefined
          : (askToClose) => (
              <FormFoot
                isWaiting={isTaken}
                isFaulty={wasTried && (isRepeated || Object.keys(found).length > 0)}
                isSaving={saving.isSaving}
                isRepeat={problem !== null}
                onCancel={askToClose}
                onSave={save}
              />
            )
      }
    >
      {saving.theirs ? (
        <Conflict
          draft={draft.value}
          theirs={saving.theirs}
          isSaving={saving.isSaving}
          onBack={saving.forget}
          onSave={(chosen) => {
            draft.set(chosen);
            void saving.save(chosen);
          }}
        />
      ) : (
        <>
          {problem && <SaveProblem problem={problem} />}
          <ContactFields
            values={values}
            readings={readings}
            found={found}
            refused={saving.faults}
            wasTried={wasTried}
            onChange={change}
            onSame={same && ((ownerId, key) => void takeAsSame(ownerId, key))}
            isSameAsked={contactId !== undefined}
          />
        </>
      )}
    </Drawer>
  );
}

/** The first field with something wrong, once it shows. */
function focusFault(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
  );
}
