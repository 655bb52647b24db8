import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHref } from "react-router";
import { editedContactQuery } from "../api/edited-contact";
import { day } from "@/lib/format/times";
import { rich, t } from "@/lib/messages";
import type { IfTaken } from "../values";
import styles from "./taken-number.module.css";

interface TakenNumberProps {
  owner: { id: string; display_name: string };
  choice: IfTaken;
  onChoose: (choice: IfTaken) => void;
  /** Go on with the other contact, or make it part of this one; undefined if one may not. */
  onSame?: () => void;
  /** Merging is for good, so it asks. */
  isSameAsked: boolean;
}

/** Whose the number is, and what to do about that. */
export function TakenNumber({ owner, choice, onChoose, onSame, isSameAsked }: TakenNumberProps) {
  const [isAsking, setIsAsking] = useState(false);
  const href = useHref(`/contacts/${owner.id}`);
  const name = <bdi dir="auto">{owner.display_name}</bdi>;

  if (choice !== "refuse") {
    return (
      <div className={styles.chosen} role="status">
        <p>{choice === "move" ? rich("contactForm.willMove", { name }) : t("contactForm.bothShare")}</p>
        <Button size="compact-sm" variant="default" onClick={() => onChoose("refuse")}>
          {t("contactForm.otherChoice")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.box} role="alert">
      <IconAlertTriangle className={styles.icon} size={18} stroke={1.7} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>
          {rich(isAsking ? "contactForm.mergeAsk" : "contactForm.taken", { name })}
        </p>
        {!isAsking && <OwnerFacts id={owner.id} />}
        {isAsking ? (
          <div className={styles.steps}>
            <Button size="compact-md" color="red" onClick={onSame}>
              {t("contactForm.merge")}
            </Button>
            <Button size="compact-md" variant="default" autoFocus onClick={() => setIsAsking(false)}>
              {t("contactForm.mergeNo")}
            </Button>
          </div>
        ) : (
          <div className={styles.steps}>
            <Button
              size="compact-md"
              variant="default"
              component="a"
              href={href}
              target="_blank"
              className={styles.open}
              title={t("contactForm.newTab")}
            >
              {rich("contactForm.open", { name: firstWord(owner.display_name) })}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => onChoose("move")}>
              {t("contactForm.move")}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => onChoose("share")}>
              {t("contactForm.share")}
            </Button>
            {onSame && (
              <Button
                size="compact-md"
                variant="default"
                onClick={isSameAsked ? () => setIsAsking(true) : onSame}
              >
                {t("contactForm.same")}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function firstWord(name: string): string {
  return name.startsWith("+") ? name : (name.trim().split(/\s+/)[0] ?? name);
}

/** "Northgate Dental Group, 8 calls, last on Mon, Nov 16" */
function OwnerFacts({ id }: { id: string }) {
  const { data: contact } = useQuery(editedContactQuery(id));
  if (!contact) return <p className={styles.facts} />;
  return (
    <p className={`${styles.facts} cut`}>
      {contact.company && (
        <>
          <bdi dir="auto">{contact.company}</bdi>,{" "}
        </>
      )}
      {t("contactForm.takenCalls", { count: contact.call_count })}
      {contact.last_call_at && (
        <>, {t("contactForm.takenLast", { day: day(new Date(contact.last_call_at)) })}</>
      )}
    </p>
  );
}
