import { IconDots } from "@tabler/icons-react";
import { Suspense, lazy, useState } from "react";
import { NavLink, useLocation } from "react-router";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { entriesFor } from "./entries";
import styles from "./tab-bar.module.css";

const MoreSheet = lazy(() => import("./more-sheet"));
const SHOWN = 4;

/** Below 768: the first entries, and a sheet with the others. */
export function TabBar() {
  const entries = entriesFor(useMe());
  const { pathname } = useLocation();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const others = entries.slice(SHOWN);
  const isElsewhere = ["/account", ...others.map(({ to }) => to)].includes(pathname);
  return (
    <nav className={styles.bar} aria-label={t("shell.navigation")}>
      {entries.slice(0, SHOWN).map((entry) => (
        <NavLink key={entry.to} to={entry.to} end={entry.isExact} className={styles.tab}>
          <entry.icon size={20} stroke={1.7} aria-hidden />
          <span>{t(entry.label)}</span>
        </NavLink>
      ))}
      <button
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-current={isElsewhere ? "page" : undefined}
        onClick={() => setIsMoreOpen(true)}
      >
        <IconDots size={20} stroke={1.7} aria-hidden />
        <span>{t("shell.more")}</span>
      </button>
      {isMoreOpen && (
        <Suspense>
          <MoreSheet entries={others} onClose={() => setIsMoreOpen(false)} />
        </Suspense>
      )}
    </nav>
  );
}
