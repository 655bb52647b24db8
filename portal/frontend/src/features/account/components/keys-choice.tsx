import { Switch } from "@mantine/core";
import { areSingleKeysOn, setSingleKeys } from "@/lib/keyboard/registry";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import styles from "./account-page.module.css";

export function KeysChoice() {
  const isOn = useStore(areSingleKeysOn);
  return (
    <div className={styles.choice}>
      <div>
        <label htmlFor="single-keys">{t("account.singleKeys")}</label>
        <p className={styles.hint}>{t("account.singleKeysHint")}</p>
      </div>
      <Switch
        id="single-keys"
        checked={isOn}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </div>
  );
}
