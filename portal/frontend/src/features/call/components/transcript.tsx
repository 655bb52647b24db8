import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Time } from "@/components/time";
import { useMay } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import { rich, t } from "@/lib/messages";
import { player } from "@/lib/player/store";
import { useStore } from "@/lib/store";
import { type ReadTranscript, transcriptQuery } from "../api/transcript";
import { NoTranscript } from "./no-transcript";
import { SegmentRow } from "./segment-row";
import styles from "./transcript.module.css";

/** What was said, following what plays; a click goes there, and wrong words can be corrected. */
export function Transcript({ call }: { call: Call }) {
  const summary = call.recording.transcript;
  if (!summary && !isReady(call.recording)) return null;
  return (
    <section aria-labelledby="transcript">
      <h2 id="transcript" className={styles.title}>
        {t("call.transcript")}
      </h2>
      {!summary ? (
        <NoTranscript />
      ) : summary.status === "waiting" ? (
        <p className={styles.words}>{t("call.transcriptWaiting")}</p>
      ) : (
        <Read call={call} />
      )}
    </section>
  );
}

/** Before it is processed, or for who may not listen, a missing transcript means nothing. */
function isReady({ status, may_listen: mayListen }: Call["recording"]): boolean {
  return status === "ready" && mayListen;
}

function Read({ call }: { call: Call }) {
  const { data, isError } = useQuery(transcriptQuery(call.id));
  if (isError) return <p className={styles.words}>{t("call.transcriptUnread")}</p>;
  if (!data) return null;
  const { transcript } = data;
  if (transcript.status === "failed")
    return (
      <p className={styles.words}>
        {t("call.transcriptFailed", { reason: transcript.status_reason ?? "" })}
      </p>
    );
  if (transcript.segments.length === 0)
    return <p className={styles.words}>{t("call.transcriptEmpty")}</p>;
  return <Segments call={call} read={data} />;
}

function Segments({ call, read: { transcript, etag } }: { call: Call; read: ReadTranscript }) {
  const mayEdit = useMay("calls.annotate_call");
  const [edited, setEdited] = useState<string | null>(null);
  const { segments } = transcript;
  const current = useStore(player, ({ call: played, positionSeconds }) =>
    played?.id === call.id
      ? segments.findLast(({ start_seconds: start }) => start <= positionSeconds)?.id
      : undefined,
  );
  return (
    <>
      <ol className={styles.segments}>
        {segments.map((segment) => (
          <SegmentRow
            key={segment.id}
            call={call}
            segment={segment}
            etag={etag}
            isCurrent={segment.id === current}
            isEdited={segment.id === edited}
            onEdit={mayEdit ? (isOn) => setEdited(isOn ? segment.id : null) : undefined}
          />
        ))}
      </ol>
      <p className={styles.origin}>
        {transcript.engine && t("call.transcriptBy", { engine: transcript.engine })}{" "}
        {transcript.edited_by &&
          transcript.edited_at &&
          rich("call.transcriptEdited", {
            name: <bdi>{transcript.edited_by.name}</bdi>,
            time: <Time at={transcript.edited_at} />,
          })}
      </p>
    </>
  );
}
