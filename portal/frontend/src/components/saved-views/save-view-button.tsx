import { Button, Popover, TextInput } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
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
  const [name, setName] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const save = useSaveView();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = name.trim();
    setIsEmpty(!wanted);
    if (!wanted) return;
    save.mutate(
      { name: wanted, page, query },
      {
        onSuccess: () => {
          onDone();
          showToast(t("views.saved", { name: wanted }));
        },
      },
    );
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        data-autofocus
        label={t("views.name")}
        description={t("views.nameHint")}
        maxLength={MOST}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
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
