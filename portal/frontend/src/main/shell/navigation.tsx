import { IconSettings } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { roleWords } from "@/lib/role";
import { entriesFor } from "./entries";
import { Logo } from "./logo";
import styles from "./navigation.module.css";

interface NavigationProps {
  /** The button that opens the palette. */
  search?: ReactNode;
  /** Beside an entry, by its address: how many wait for review. */
  counts?: Readonly<Record<string, ReactNode>>;
  /** Saved views with their counts, or what opens them where only icons fit. */
  views?: ReactNode;
}

/** 216 wide, 56 of icons from 1024 to 1280, gone below 768. */
export function Navigation({ search, counts = {}, views }: NavigationProps) {
  const me = useMe();
  return (
    <nav className={styles.navigation} aria-label={t("shell.navigation")}>
      <NavLink to="/" className={styles.brand} aria-label="callcrm">
        <Logo />
        <span className={styles.word}>callcrm</span>
      </NavLink>
      {search}
      <ul className={styles.entries}>
        {entriesFor(me).map((entry) => (
          <li key={entry.to}>
            <NavLink to={entry.to} end={entry.isExact} className={styles.entry} title={t(entry.label)}>
              <entry.icon size={17} stroke={1.7} aria-hidden />
              <span className={styles.word}>{t(entry.label)}</span>
              {counts[entry.to] && (
                <span className={`${styles.count} num`}>{counts[entry.to]}</span>
              )}
            </NavLink>
          </li>
        ))}
        {me.may_open_admin && (
          <li>
            <a href="/admin/" className={styles.entry} title={t("shell.admin")}>
              <IconSettings size={17} stroke={1.7} aria-hidden />
              <span className={styles.word}>{t("shell.admin")}</span>
            </a>
          </li>
        )}
      </ul>
      {views && <div className={styles.views}>{views}</div>}
      <NavLink to="/account" className={styles.person} title={t("shell.account")}>
        <Avatar person={me} size="nav" />
        <span className={styles.personWords}>
          <PersonName person={me} className={styles.personName} />
          <span className={`${styles.role} cut`}>{roleWords(me)}</span>
        </span>
      </NavLink>
    </nav>
  );
}
