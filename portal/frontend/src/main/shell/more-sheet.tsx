import { Drawer } from "@mantine/core";
import { IconLogout, IconSearch, IconSettings, IconUserCircle } from "@tabler/icons-react";
import { NavLink } from "react-router";
import { ViewsNav } from "@/components/saved-views/views-nav";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { isPaletteOpen } from "@/lib/palette";
import { signOut } from "@/lib/sign-out";
import type { Entry } from "./entries";
import styles from "./more-sheet.module.css";

const ICON = { size: 20, stroke: 1.7, "aria-hidden": true } as const;

/** What the tab bar has no room for. */
export default function MoreSheet({
  entries,
  onClose,
}: {
  entries: readonly Entry[];
  onClose: () => void;
}) {
  const me = useMe();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={t("shell.more")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      transitionProps={{ duration: 160 }}
      classNames={{ content: styles.sheet }}
    >
      <ul className={styles.entries}>
        <li>
          <button
            type="button"
            className={styles.entry}
            onClick={() => {
              onClose();
              isPaletteOpen.set(true);
            }}
          >
            <IconSearch {...ICON} />
            {t("shell.search")}
          </button>
        </li>
        {entries.map((entry) => (
          <li key={entry.to}>
            <NavLink to={entry.to} className={styles.entry} onClick={onClose}>
              <entry.icon {...ICON} />
              {t(entry.label)}
            </NavLink>
          </li>
        ))}
        {me.may_open_admin && (
          <li>
            <a href="/admin/" className={styles.entry}>
              <IconSettings {...ICON} />
              {t("shell.admin")}
            </a>
          </li>
        )}
        <li>
          <NavLink to="/account" className={styles.entry} onClick={onClose}>
            <IconUserCircle {...ICON} />
            {t("shell.account")}
          </NavLink>
        </li>
        <li>
          <button type="button" className={styles.entry} onClick={signOut}>
            <IconLogout {...ICON} />
            {t("account.signOut")}
          </button>
        </li>
      </ul>
      {me.permissions.includes("calls.view_calllog") && (
        <div className={styles.views}>
          <ViewsNav onChoose={onClose} />
        </div>
      )}
    </Drawer>
  );
}
