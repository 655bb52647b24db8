import { ActionIcon, Button, Modal, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useDeleteView } from "@/lib/views/delete-view";
import { type View, viewsQuery } from "@/lib/views/list-views";
import { moved, useOrderViews } from "@/lib/views/order-views";
import { useRenameView } from "@/lib/views/rename-view";
import { useSaveView } from "@/lib/views/save-view";
import { reasonOf } from "./save-view-button";
import styles from "./saved-views.module.css";

const MOST = 100;

/** Rename, order and delete. */
export default function ManageViews({ onClose }: { onClose: () => void }) {
  const { data: views = [] } = useQuery(viewsQuery);
  const order = useOrderViews();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("views.manageTitle")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      size={480}
    >
      {views.length === 0 && <p>{t("views.none")}</p>}
      <ul className={styles.manage}>
        {views.map((view, index) => (
          <li key={view.id}>
            <ViewName view={view} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              disabled={index === 0}
              aria-label={t("views.up", { name: view.name })}
              onClick={() => order.mutate(moved(views, view.id, -1))}
            >
              <IconArrowUp size={16} stroke={1.7} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              disabled={index === views.length - 1}
              aria-label={t("views.down", { name: view.name })}
              onClick={() => order.mutate(moved(views, view.id, 1))}
            >
              <IconArrowDown size={16} stroke={1.7} />
            </ActionIcon>
            <DeleteButton view={view} />
          </li>
        ))}
      </ul>
      {order.error && <p role="alert">{t("views.notSaved", { why: order.error.message })}</p>}
      <Button onClick={onClose}>{t("views.done")}</Button>
    </Modal>
  );
}

/** Saved when one leaves the field, or presses Enter. */
function ViewName({ view }: { view: View }) {
  const [name, setName] = useState(view.name);
  const rename = useRenameView();

  function save(): void {
    const wanted = name.trim();
    if (!wanted) setName(view.name);
    else if (wanted !== view.name) rename.mutate({ id: view.id, name: wanted });
  }

  return (
    <TextInput
      className={styles.name}
      aria-label={t("views.rename", { name: view.name })}
      maxLength={MOST}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") save();
      }}
      error={rename.error && reasonOf(rename.error)}
    />
  );
}

function DeleteButton({ view }: { view: View }) {
  const remove = useDeleteView();
  const save = useSaveView();

  function removed(): void {
    const { name, page, query = "" } = view;
    showToast(t("views.deleted", { name }), {
      label: t("shell.undo"),
      run: () => save.mutate({ name, page, query }),
    });
  }

  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      loading={remove.isPending}
      aria-label={t("views.delete", { name: view.name })}
      onClick={() =>
        remove.mutate(view.id, {
          onSuccess: removed,
          onError: (error) => showToast(t("views.notSaved", { why: error.message })),
        })
      }
    >
      <IconTrash size={16} stroke={1.7} />
    </ActionIcon>
  );
}
