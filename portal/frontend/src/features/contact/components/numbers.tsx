import { IconCopy, IconStarFilled } from "@tabler/icons-react";
import { Badge } from "@/components/badge";
import { PhoneNumber } from "@/components/phone-number";
import type { Contact, ContactNumber } from "@/lib/contacts/contact";
import { international } from "@/lib/format/phones";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import styles from "./panel.module.css";

export function Numbers({ contact }: { contact: Contact }) {
  if (contact.phone_numbers.length === 0)
    return <p className={styles.none}>{t("contact.noNumbers")}</p>;
  return (
    <ul>
      {contact.phone_numbers.map((number) => (
        <li key={number.e164} className={styles.number}>
          <NumberLink number={number} isUnwanted={contact.do_not_call} />
          {number.is_primary && contact.phone_numbers.length > 1 && (
            <span className={styles.star} title={t("contact.primary")}>
              <IconStarFilled size={12} aria-hidden />
              <span className="only-heard">{t("contact.primary")}</span>
            </span>
          )}
          <span className={styles.numberFacts}>
            {number.label && (
              <bdi className={`${styles.label} cut`} title={number.label}>
                {number.label}
              </bdi>
            )}
            {number.is_shared && (
              <span title={t("contact.sharedWhy")}>
                <Badge>{t("contact.shared")}</Badge>
              </span>
            )}
            {!number.is_valid && (
              <span title={t("contact.invalidWhy")}>
                <Badge tone="amber">{t("contact.invalid")}</Badge>
              </span>
            )}
          </span>
          <button
            type="button"
            className={styles.iconButton}
            aria-label={t("contact.copyNumber", { number: international(number.e164) })}
            title={number.e164}
            onClick={() => void copy(number.e164)}
          >
            <IconCopy size={16} stroke={1.7} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function NumberLink({ number, isUnwanted }: { number: ContactNumber; isUnwanted: boolean }) {
  const { e164, extension } = number;
  const words = { number: international(e164) };
  return (
    <a
      className={styles.tel}
      data-unwanted={isUnwanted}
      href={`tel:${e164}${extension ? `;ext=${extension}` : ""}`}
      title={t(isUnwanted ? "contact.callNumberDespite" : "contact.callNumber", words)}
    >
      <PhoneNumber e164={e164} isNational />
      {extension && <span className={styles.extension}>{t("contact.extension", { extension })}</span>}
    </a>
  );
}

async function copy(e164: string): Promise<void> {
  await navigator.clipboard.writeText(e164);
  showToast(t("contact.copied", { number: e164 }));
}
