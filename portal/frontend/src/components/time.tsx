import { useEffect, useState } from "react";
import { exactTime, relativeClock, relativeTime } from "@/lib/format/times";

const MINUTE = 60_000;

interface TimeProps {
  /** ISO 8601, as the API writes it. */
  at: string;
  /** The day stands in a heading above. */
  isUnderDay?: boolean;
  className?: string;
}

/** "6 min ago", then the time; exact on hover. */
export function Time({ at, isUnderDay = false, className = "" }: TimeProps) {
  const now = useMinute();
  const moment = new Date(at);
  return (
    <time className={`num ${className}`} dateTime={at} title={exactTime(moment)}>
      {isUnderDay ? relativeClock(moment, now) : relativeTime(moment, now)}
    </time>
  );
}

/** Now, anew every minute. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}
