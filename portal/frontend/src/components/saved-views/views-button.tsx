import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconBookmarks } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/lib/messages";
import { viewsQuery } from "@/lib/views/list-views";
import styles from "./saved-views.module.css";
import { ViewsNav } from "./views-nav";

/** Where only icons fit: one that opens the saved views beside it. */
export default function ViewsButton({ className }: { className?: string }) {
  const { data: views = [] } = useQuery(viewsQuery);
  const [isOpen, setIsOpen] = useState(false);
  if (views.length === 0) return null;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="right-start"
      trapFocus
      returnFocus
      shadow="none"
      classNames={{ dropdown: styles.dropdown }}
    >
      <Popover.Target>
        <button
          type="button"
          className={className}
          aria-label={t("views.title")}
          title={t("views.title")}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconBookmarks size={17} stroke={1.7} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ViewsNav onChoose={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
