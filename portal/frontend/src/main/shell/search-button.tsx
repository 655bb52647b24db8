import { IconSearch } from "@tabler/icons-react";
import { ButtonKey } from "@/components/button-key";
import { t } from "@/lib/messages";
import { isPaletteOpen } from "@/lib/palette";
import styles from "./navigation.module.css";

/** Opens the palette; looks like the field that it brings. */
export function SearchButton() {
  return (
    <button
      type="button"
      className={styles.search}
      title={t("shell.search")}
      aria-haspopup="dialog"
      onClick={() => isPaletteOpen.set(true)}
    >
      <IconSearch size={16} stroke={1.7} aria-hidden />
      <span className={styles.word}>{t("shell.search")}</span>
      <ButtonKey keys="mod+k" />
    </button>
  );
}
