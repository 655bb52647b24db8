import { IconUserCircle } from "@tabler/icons-react";
import { Suspense, lazy, useEffect } from "react";
import type { Me } from "@/lib/api/me";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { isPaletteOpen } from "@/lib/palette";
import { useStore } from "@/lib/store";
import { entriesFor } from "./entries";

const load = () => import("@/features/palette/components/palette");
const Palette = lazy(load);
const QUIET_MS = 2_000;

/** Ctrl K, from everywhere but another dialog. */
export function PalettePlace({ me, go }: { me: Me; go: (to: string) => void }) {
  const isOpen = useStore(isPaletteOpen);
  useKeys([
    { keys: "mod+k", does: t("palette.key"), group: "everywhere", run: () => isPaletteOpen.set(true) },
  ]);
  useEffect(() => {
    // Ahead of its first use: who presses Ctrl K types on at once. A failure shows at that use.
    const timer = setTimeout(() => void load().catch(() => undefined), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isOpen) return null;
  const pages = entriesFor(me).map(({ to, label, icon }) => ({ to, title: t(label), icon }));
  pages.push({ to: "/account", title: t("shell.account"), icon: IconUserCircle });
  return (
    <Suspense>
      <Palette pages={pages} go={go} onClose={() => isPaletteOpen.set(false)} />
    </Suspense>
  );
}
