import { Suspense, lazy, useEffect } from "react";
import { useNavigate } from "react-router";
import { ViewsNav } from "@/components/saved-views/views-nav";
import { TableSkeleton } from "@/components/table-skeleton";
import { Toaster } from "@/components/toaster";
import { useMe } from "@/lib/api/me";
import { sessionEnd } from "@/lib/api/session";
import { handleKey } from "@/lib/keyboard/registry";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { useLayout } from "@/lib/use-layout";
import { setViewer } from "@/lib/viewer";
import { ContactDrawerPlace } from "./contact-drawer-place";
import { GoKeys } from "./go-keys";
import { ManageViewsPlace } from "./manage-views-place";
import { Navigation } from "./navigation";
import { Opened } from "./opened";
import { PageBoundary } from "./page-boundary";
import { PalettePlace } from "./palette-place";
import { PlayerPlace } from "./player-place";
import { ReviewCount } from "./review-count";
import { SearchButton } from "./search-button";
import iconStyles from "./navigation.module.css";
import styles from "./shell.module.css";
import { TabBar } from "./tab-bar";

// Only where the navigation has no room for the views.
const ViewsButton = lazy(() => import("@/components/saved-views/views-button"));
const SessionEndedDialog = lazy(() => import("./session-ended-dialog"));

/** What stays while pages change: the navigation, the player's place, toasts, keys. */
export function Shell() {
  const me = useMe();
  setViewer({ timeZone: me.time_zone, region: me.region });
  const layout = useLayout();
  const isSessionOver = useStore(sessionEnd) !== null;
  const navigate = useNavigate();
  const hasViews = me.permissions.includes("calls.view_calllog");

  useEffect(() => {
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);

  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {t("shell.skip")}
      </a>
      {layout !== "phone" && (
        <div className={styles.navigation}>
          <Navigation
            search={<SearchButton />}
            counts={{ "/review": <ReviewCount /> }}
            views={
              hasViews &&
              (layout === "wide" ? (
                <ViewsNav />
              ) : (
                <Suspense>
                  <ViewsButton className={iconStyles.entry} />
                </Suspense>
              ))
            }
          />
        </div>
      )}
      <main id="main" className={styles.main} tabIndex={-1}>
        <PageBoundary>
          <Suspense fallback={<TableSkeleton />}>
            <Opened />
          </Suspense>
        </PageBoundary>
      </main>
      <div className={styles.player}>
        <PlayerPlace />
      </div>
      {layout === "phone" && (
        <div className={styles.tabs}>
          <TabBar />
        </div>
      )}
      <GoKeys me={me} go={(to) => void navigate(to)} />
      <PalettePlace me={me} go={(to) => void navigate(to)} />
      <ContactDrawerPlace />
      <ManageViewsPlace />
      <Toaster />
      {isSessionOver && (
        <Suspense>
          <SessionEndedDialog me={me} />
        </Suspense>
      )}
    </div>
  );
}
