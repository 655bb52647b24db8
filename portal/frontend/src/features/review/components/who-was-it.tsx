import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useMinute } from "@/components/time";
import type { Call } from "@/lib/call";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import type { Match } from "@/lib/calls/list-matches";
import { reasonWords } from "../match-words";
import { AnotherContact } from "./another-contact";
import styles from "./case-detail.module.css";
import { ContactChoice } from "./contact-choice";
import list from "./who-was-it.module.css";

// As many as the server names.
const KEYED = 5;

interface WhoWasItProps {
  call: Call;
  matches: readonly Match[];
  onChoose: (contact: Match["contact"]) => void;
}

/** The best matches, each with its key and its reasons, and a search for everybody else. */
export function WhoWasIt({ call, matches, onChoose }: WhoWasItProps) {
  const now = useMinute();
  const [isSearching, setIsSearching] = useState(false);
  // The first key stands with the first button.
  useKeys(
    matches.slice(1, KEYED).map((match, index) => ({
      keys: String(index + 2),
      does: t("review.keyLink"),
      group: "page" as const,
      run: () => onChoose(match.contact),
    })),
  );

  return (
    <section className={styles.section}>
      <h3>
        {t(call.contact ? "review.whoElse" : "review.who")}
        {matches.length > 1 && <span className={styles.hint}>{t("review.bestFirst")}</span>}
      </h3>
      <div className={list.box}>
        {!isSearching &&
          matches.map((match, index) => (
            <button
              key={match.contact.id}
              type="button"
              className={list.row}
              data-best={index === 0}
              onClick={() => onChoose(match.contact)}
            >
              <ContactChoice
                contact={match.contact}
                before={
                  <span className={list.key}>
                    {index < KEYED && <ButtonKey keys={String(index + 1)} />}
                  </span>
                }
                line={reasonWords(match.reasons, now)}
              />
            </button>
          ))}
        {!isSearching && matches.length === 0 && (
          <p className={list.none}>{t(call.number_kind === "withheld" ? "review.noNumber" : "review.noMatches")}</p>
        )}
        <AnotherContact onSearching={setIsSearching} onChoose={onChoose} />
      </div>
    </section>
  );
}
