import { Button, Popover, TextInput } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useDraft } from "@/lib/use-draft";
import type { ViewPage } from "@/lib/views/list-views";
import { useSaveView } from "@/lib/views/save-view";
import styles from "./saved-views.module.css";

const MOST = 100;

interface SaveViewButtonProps {
  page: ViewPage;
  /** The filters, as they stand behind the question mark. */
  query: string;
}

/** Names the list as it stands; it goes into the navigation. */
export function SaveViewButton({ page, query }: SaveViewButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      trapFocus
      returnFocus
      shadow="none"
      classNames={{ dropdown: styles.dropdown }}
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmarkPlus size={16} stroke={1.7} />}
          disabled={query === ""}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t("views.save")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("views.save")}>
        <NameForm page={page} query={query} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function NameForm({ page, query, onDone }: SaveViewButtonProps & { onDone: () => void }) {
  // A click beside it shuts it: what was typed stands there again.
  const draft = useDraft(`view:${page}`, "");
  const [isEmpty, setIsEmpty] = useState(false);
  const save = useSaveView();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const name = draft.value.trim();
    setIsEmpty(!name);
    if (!name) return;
    try {
      await save.mutateAsync({ name, page, query });
    } catch {
      // `save.error` says why, below the field.
      return;
    }
    draft.clear();
    onDone();
    showToast(t("views.saved", { name }));
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        data-autofocus
        label={t("views.name")}
        description={t("views.nameHint")}
        maxLength={MOST}
        value={draft.value}
        onChange={(event) => draft.set(event.currentTarget.value)}
        error={isEmpty ? t("views.nameNeeded") : save.error && reasonOf(save.error)}
      />
      <Button type="submit" loading={save.isPending}>
        {t("views.save")}
      </Button>
    </form>
  );
}

export function reasonOf(error: Error): string {
  const own = error instanceof ApiProblem ? error.fields.name : undefined;
  return own ?? error.message;
}
