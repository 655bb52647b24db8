import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { inDays, USUAL_TIMES } from "@/lib/contacts/follow-up-times";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./panel.module.css";

const TIMES = [...USUAL_TIMES, ["contact.inAMonth", inDays(28)]] as const;

interface FollowUpMenuProps {
  isPlanned: boolean;
  plan: (at: Date) => void;
  /** At a time that isn't among the usual ones. */
  planOther: () => void;
}

/** When to come back: the usual times, and any other. */
export function FollowUpMenu({ isPlanned, plan, planOther }: FollowUpMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const does = t(isPlanned ? "contact.moveFollowUp" : "contact.followUpSet");
  useKeys([{ keys: "d", does, group: "page", run: () => setIsOpen(true) }]);
  return (
    <Menu
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button
          variant={isPlanned ? "subtle" : "default"}
          color="gray"
          className={styles.move}
          rightSection={
            <>
              <IconChevronDown size={14} stroke={1.7} aria-hidden />
              <ButtonKey keys="d" />
            </>
          }
        >
          {t(isPlanned ? "contact.followUpMove" : "contact.followUpSet")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {TIMES.map(([label, time]) => (
          <Menu.Item key={label} onClick={() => plan(time())}>
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={planOther}>{t("contact.otherTime")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
