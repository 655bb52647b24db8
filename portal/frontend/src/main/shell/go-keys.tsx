import { Suspense, lazy, useState } from "react";
import type { Me } from "@/lib/api/me";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { ENTRIES } from "./entries";

const KeySheet = lazy(() => import("./key-sheet"));

const GOES = [
  ["g o", "/", "keys.goOverview"],
  ["g c", "/calls", "keys.goCalls"],
  ["g p", "/contacts", "keys.goContacts"],
  ["g r", "/review", "keys.goReview"],
] as const;

/** The keys that act on every page. */
export function GoKeys({ me, go }: { me: Me; go: (to: string) => void }) {
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const open = ENTRIES.filter((entry) => entry.isOpenTo(me)).map((entry) => entry.to);
  useKeys([
    ...GOES.filter(([, to]) => open.includes(to)).map(([keys, to, does]) => ({
      keys,
      does: t(does),
      group: "everywhere" as const,
      run: () => go(to),
    })),
    { keys: "?", does: t("keys.show"), group: "everywhere", run: () => setIsSheetOpen(true) },
  ]);
  if (!isSheetOpen) return null;
  return (
    <Suspense>
      <KeySheet onClose={() => setIsSheetOpen(false)} />
    </Suspense>
  );
}
