import {
  type Icon,
  IconArrowsExchange,
  IconBan,
  IconGitMerge,
  IconPencil,
  IconRestore,
  IconTrash,
  IconUserPlus,
} from "@tabler/icons-react";
import { Time } from "@/components/time";
import type { EventEntry } from "../api/timeline";
import { EventWords } from "../events/event-words";
import styles from "./timeline.module.css";

const ICONS: Readonly<Record<EventEntry["change"], Icon>> = {
  created: IconUserPlus,
  edited: IconPencil,
  status_changed: IconArrowsExchange,
  merged: IconGitMerge,
  deleted: IconTrash,
  restored: IconRestore,
};

export function ChangeItem({ event }: { event: EventEntry }) {
  const isBan = event.change === "edited" && "do_not_call" in event.details;
  const Shown = isBan ? IconBan : ICONS[event.change];
  return (
    <>
      <span className={styles.marker} data-ban={isBan} aria-hidden="true">
        <Shown size={14} stroke={1.7} />
      </span>
      <div className={styles.change}>
        <p className={styles.changeWords}>
          <EventWords event={event} />
        </p>
        <Time at={event.at} isUnderDay className={styles.when} />
      </div>
    </>
  );
}
