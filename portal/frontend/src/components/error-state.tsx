import { Button } from "@mantine/core";
import { IconCloudOff, IconCopy, IconRefresh } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { exactTime } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { EmptyState } from "./empty-state";
import styles from "./states.module.css";

const WAITS_SECONDS = [8, 15, 30, 60];

interface ErrorStateProps {
  /** "Calls couldn’t be loaded" */
  title: string;
  error: Error;
  onRetry: () => void;
  isRetrying?: boolean;
  /** Instead of what the server says. */
  explanation?: string;
}

/** What happened, that it will be tried again (if that can help), and the line for an engineer. */
export function ErrorState({
  title,
  error,
  onRetry,
  isRetrying = false,
  explanation,
}: ErrorStateProps) {
  const problem = error instanceof ApiProblem ? error : null;
  const [tries, setTries] = useState(0);
  const seconds = useCountdown({
    seconds: WAITS_SECONDS[Math.min(tries, WAITS_SECONDS.length - 1)] ?? 60,
    isRunning: (problem?.isRetryable ?? false) && !isRetrying,
    round: tries,
    onEnd: retry,
  });

  function retry(): void {
    setTries(tries + 1);
    onRetry();
  }

  const detail =
    explanation ??
    (problem?.code === "unreachable" ? t("states.unreachable") : (problem?.detail ?? error.message));
  const technical = technicalLine(error);
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={20} stroke={1.6} />}
        tone="red"
        title={title}
        steps={
          <>
            <Button onClick={retry} loading={isRetrying} leftSection={<IconRefresh size={16} />}>
              {t(problem ? "states.tryNow" : "states.reload")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconCopy size={16} />}
              onClick={() => void copy(technical)}
            >
              {t("states.copyDetails")}
            </Button>
            <span className={styles.technical}>{technical}</span>
          </>
        }
      >
        {detail}{" "}
        {/* Heard once, not every second. */}
        <span aria-live="off">
          {isRetrying && t("states.retrying")}
          {!isRetrying && seconds !== null && t("states.retryIn", { count: seconds })}
        </span>
      </EmptyState>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  showToast(t("states.copied"));
}

export function technicalLine(error: Error): string {
  if (!(error instanceof ApiProblem)) return `${error.name}: ${error.message}`;
  const words = { status: error.status || t("states.noAnswer"), time: exactTime(error.at) };
  if (!error.requestId) return t("states.technicalShort", words);
  return t("states.technical", { ...words, request: error.requestId });
}

interface Countdown {
  seconds: number;
  isRunning: boolean;
  /** A new round starts anew. */
  round: number;
  onEnd: () => void;
}

function useCountdown({ seconds, isRunning, round, onEnd }: Countdown): number | null {
  const [state, setState] = useState({ round, left: seconds });
  const left = state.round === round ? state.left : seconds;
  const tick = useEffectEvent(() => {
    if (left <= 1) onEnd();
    else setState({ round, left: left - 1 });
  });

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);

  return isRunning ? left : null;
}
