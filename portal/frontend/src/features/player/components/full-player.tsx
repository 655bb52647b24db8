import { Menu, Modal } from "@mantine/core";
import { IconChevronsDown, IconDots, IconMessagePlus } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { CallResult } from "@/components/call-cells/call-result";
import { CallNoteForm } from "@/components/call-note-form";
import { Status } from "@/components/status-icon";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { closePlayer } from "@/lib/player/store";
import { Controls } from "./controls";
import { FullNotes } from "./full-notes";
import styles from "./full-player.module.css";
import { FullTools } from "./full-tools";
import type { Shown } from "./shown";
import { Wave } from "./wave";

/** The whole window of a phone. */
export function FullPlayer(shown: Shown & { onClose: () => void }) {
  const { state, call, details, durationSeconds, notes, notingAt, onClose } = shown;
  const navigate = useNavigate();
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      withCloseButton={false}
      padding={0}
      attributes={{ content: { "aria-label": t("player.label") } }}
      transitionProps={{ duration: 160, transition: "slide-up" }}
    >
      <div className={styles.full}>
        <header className={styles.head}>
          <button
            type="button"
            className={styles.headButton}
            aria-label={t("player.closeFull")}
            onClick={onClose}
          >
            <IconChevronsDown size={24} stroke={1.6} aria-hidden />
          </button>
          <bdi className={`${styles.when} cut`}>{call.subtitle}</bdi>
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={styles.headButton} aria-label={t("shell.more")}>
                <IconDots size={24} stroke={1.6} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                onClick={() => {
                  onClose();
                  void navigate(`/calls/${call.id}`);
                }}
              >
                {t("player.openCall", { name: call.title })}
              </Menu.Item>
              <Menu.Item onClick={closePlayer}>{t("player.close")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </header>
        <h2 className={styles.name}>
          <bdi dir="auto" className="cut" title={call.title}>
            {call.title}
          </bdi>
        </h2>
        {details && (
          <p className={styles.facts}>
            {details.contact && <Status status={details.contact.status} />}
            <CallResult direction={details.direction} disposition={details.disposition} />
          </p>
        )}
        <div className={styles.wave}>
          <Wave {...shown} heightPx={96} />
        </div>
        <p className={`${styles.times} num`}>
          <span>{length(state.positionSeconds)}</span>
          <span className={styles.left}>
            −{length(Math.max(0, durationSeconds - state.positionSeconds))}
          </span>
        </p>
        <Controls state={state} isLarge />
        <FullTools state={state} />
        <FullNotes notes={notes} positionSeconds={state.positionSeconds} />
        {shown.mayNote && (
          <div className={styles.foot}>
            {notingAt === null ? (
              <button type="button" className={styles.note} onClick={shown.onNote}>
                <IconMessagePlus size={20} stroke={1.7} aria-hidden />
                <span className="num">
                  {t("player.noteAt", { time: length(state.positionSeconds) })}
                </span>
              </button>
            ) : (
              <CallNoteForm
                callId={call.id}
                atSeconds={notingAt}
                onSaved={shown.onNoted}
                onCancel={shown.onNoted}
              />
            )}
          </div>
        )}
      </div>
    </Modal>
  );
}
