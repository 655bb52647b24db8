import { Modal } from "@mantine/core";
import { Fragment } from "react";
import { Link } from "react-router";
import styles from "@/components/keys.module.css";
import { caps } from "@/lib/keyboard/chords";
import { areSingleKeysOn, bindings } from "@/lib/keyboard/registry";
import { rich, t } from "@/lib/messages";
import { useStore } from "@/lib/store";

const GROUPS = [
  ["page", "keys.thisPage"],
  ["player", "keys.player"],
  ["everywhere", "keys.everywhere"],
] as const;

/** All keys that act on the page behind it. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const all = useStore(bindings);
  const isOn = useStore(areSingleKeysOn);
  const account = (
    <Link to="/account" onClick={onClose}>
      {t("keys.accountPage")}
    </Link>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      size={440}
    >
      <div className={styles.sheet}>
        <p className={styles.lead}>{rich(isOn ? "keys.lead" : "keys.off", { account })}</p>
        {GROUPS.map(([group, title]) => {
          const own = all.filter((binding) => binding.group === group);
          return own.length ? (
            <section key={group} className={styles.group}>
              <h3>{t(title)}</h3>
              <ul>
                {own.map((binding) => (
                  <li key={`${binding.keys} ${binding.does}`}>
                    {binding.does}
                    <Press keys={binding.keys} />
                  </li>
                ))}
              </ul>
            </section>
          ) : null;
        })}
      </div>
    </Modal>
  );
}

function Press({ keys }: { keys: string }) {
  return (
    <span className={styles.press}>
      {caps(keys).map((press, index) => (
        <Fragment key={index}>
          {index > 0 && <span className={styles.then}>{t("keys.then")}</span>}
          {press.map((cap) => (
            <kbd key={cap} className={styles.cap}>
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
