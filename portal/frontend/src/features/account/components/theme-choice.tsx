import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { t } from "@/lib/messages";
import styles from "./account-page.module.css";

export function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices: { value: MantineColorScheme; label: string }[] = [
    { value: "auto", label: t("account.themeAuto") },
    { value: "light", label: t("account.themeLight") },
    { value: "dark", label: t("account.themeDark") },
  ];
  return (
    <div className={styles.choice}>
      <div>
        <p id="theme">{t("account.theme")}</p>
        <p className={styles.hint}>{t("account.themeHint")}</p>
      </div>
      <SegmentedControl
        aria-labelledby="theme"
        classNames={{ root: styles.segments, label: styles.segment, indicator: styles.indicator }}
        data={choices}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
      />
    </div>
  );
}
