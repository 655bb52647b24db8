import { useQuery } from "@tanstack/react-query";
import { IconPhoneOff } from "@tabler/icons-react";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { nameOf } from "@/components/call-cells/play-or-pause";
import { callNoteDraft } from "@/components/call-note-form";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { KeptWords } from "@/components/kept-words";
import { Page } from "@/components/page";
import { TableSkeleton } from "@/components/table-skeleton";
import { ApiProblem } from "@/lib/api/problem";
import { type Call, isProcessing } from "@/lib/call";
import { callQuery } from "@/lib/calls/get-call";
import { lastOpened } from "@/lib/calls/opened-list";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { noteVisited } from "@/lib/recent";
import { useStore } from "@/lib/store";
import { keptDraft } from "@/lib/use-draft";
import { phoneRules } from "@/lib/format/phones";
import { useDeepLink } from "../use-deep-link";
import { BackToList } from "./back-to-list";
import { CallActions } from "./call-actions";
import styles from "./call-page.module.css";
import { CallPanel } from "./call-panel";
import { EarlierCalls } from "./earlier-calls";
import { HowRead } from "./how-read";
import { Notes } from "./notes";
import { RecordingCard } from "./recording-card";
import { Transcript } from "./transcript";

const PROCESSING_MS = 3_000;
const WAITING_MS = 15_000;
const GONE = [404, 410];

export default function CallPage() {
  const { callId = "" } = useParams();
  const { data, error, isFetching, refetch } = useQuery({
    ...callQuery(callId),
    refetchInterval: ({ state }) => pollMs(state.data),
  });
  const isGone = error instanceof ApiProblem && GONE.includes(error.status);
  if (isGone) return <Gone callId={callId} />;
  if (data) return <Shown key={data.id} call={data} />;
  return (
    <Page title={t("call.title")} before={<BackToList callId={callId} />}>
      {error ? (
        <ErrorState
          title={t("call.failed")}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : (
        <TableSkeleton rows={8} />
      )}
    </Page>
  );
}

function pollMs(call: Call | undefined): number | false {
  if (!call) return false;
  if (isProcessing(call.recording) || call.recording.transcript?.status === "waiting")
    return PROCESSING_MS;
  return call.recording.status === "expected" ? WAITING_MS : false;
}

function Shown({ call }: { call: Call }) {
  useStore(phoneRules);
  useDeepLink(call);
  useEffect(() => lastOpened.set(call.id), [call.id]);
  const name = nameOf(call);
  useEffect(() => noteVisited({ kind: "call", to: `/calls/${call.id}`, title: name }), [call.id, name]);
  return (
    <Page
      title={t("call.titleOf", { name })}
      heading={
        <bdi dir="auto" title={name} className={`${styles.name} cut`}>
          {name}
        </bdi>
      }
      before={<BackToList callId={call.id} />}
      after={<span className={styles.kind}>{kindOf(call)}</span>}
      actions={<CallActions call={call} />}
      panel={<CallPanel call={call} />}
    >
      <div className={styles.sections}>
        <RecordingCard call={call} />
        <Notes call={call} />
        <Transcript call={call} />
        <HowRead call={call} />
        <EarlierCalls call={call} />
      </div>
    </Page>
  );
}

function kindOf({ direction, duration_seconds: seconds }: Call): string {
  const isInbound = direction === "inbound";
  if (!seconds) return t(isInbound ? "call.inbound" : "call.outbound");
  return t(isInbound ? "call.inboundLong" : "call.outboundLong", { length: length(seconds) });
}

function Gone({ callId }: { callId: string }) {
  const [note] = useState(() => keptDraft<{ text: string }>(callNoteDraft(callId))?.text);
  return (
    <Page title={t("call.title")}>
      <EmptyState
        icon={<IconPhoneOff size={20} stroke={1.6} />}
        title={t("call.gone")}
        steps={
          <Button component={Link} to="/calls">
            {t("states.goToCalls")}
          </Button>
        }
      >
        {t("call.goneWhy")}
        {note && <KeptWords text={note} />}
      </EmptyState>
    </Page>
  );
}
