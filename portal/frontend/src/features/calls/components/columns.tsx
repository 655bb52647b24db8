import { IconArrowDown } from "@tabler/icons-react";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength, CallWhen } from "@/components/call-cells/call-when";
import type { Column } from "@/components/grid/grid";
import { type Call, lengthOf } from "@/lib/call";
import { t } from "@/lib/messages";
import type { Layout } from "@/lib/use-layout";
import { ContactCell } from "./contact-cell";
import { OutcomeCell } from "./outcome-cell";
import { ReviewedCell } from "./reviewed-cell";
import { AgentCell, ContactAndNumberCell, ListenCell, NumberCell, SoundCell } from "./row-cells";

interface ColumnsOptions {
  layout: Layout;
  mayAnnotate: boolean;
  mayReview: boolean;
  /** What the player goes on with. */
  queue: readonly Call[];
}

/** From so much at 1280 to so much at 1440: names get the room first. */
function roomy(leastPx: number, mostPx: number): string {
  const share = ((mostPx - leastPx) / 160).toFixed(3);
  return `clamp(${leastPx}px, calc(${leastPx}px + (100vw - 1280px) * ${share}), ${mostPx}px)`;
}

/** Wide: everything. Compact: faces instead of names. Tablet: the number under the name. */
export function columnsOf({ layout, mayAnnotate, mayReview, queue }: ColumnsOptions): Column<Call>[] {
  const isWide = layout === "wide";
  const hasNumber = isWide || layout === "compact";
  const columns: (Column<Call> | false)[] = [
    {
      id: "listen",
      header: <span className="only-heard">{t("calls.playColumn")}</span>,
      width: "43px",
      cell: (call) => <ListenCell call={call} queue={queue} />,
    },
    {
      id: "contact",
      header: t("calls.contact"),
      width: "minmax(140px, 1fr)",
      cell: (call) =>
        hasNumber ? <ContactCell call={call} /> : <ContactAndNumberCell call={call} />,
    },
    hasNumber && {
      id: "number",
      header: t("calls.number"),
      width: isWide ? roomy(136, 146) : "136px",
      cell: (call) => <NumberCell call={call} />,
    },
    {
      id: "call",
      header: hasNumber ? t("calls.call") : <span className="only-heard">{t("calls.call")}</span>,
      width: hasNumber ? "92px" : "16px",
      cell: (call) => (
        <CallResult
          direction={call.direction}
          disposition={call.disposition}
          isIconOnly={!hasNumber}
        />
      ),
    },
    {
      id: "agent",
      header: isWide ? t("calls.agent") : <span className="only-heard">{t("calls.agent")}</span>,
      width: isWide ? roomy(86, 100) : "20px",
      cell: (call) => <AgentCell call={call} isFaceOnly={!isWide} />,
    },
    {
      id: "when",
      header: (
        <>
          {t("calls.when")}
          <IconArrowDown size={14} stroke={1.7} aria-hidden />
        </>
      ),
      width: "76px",
      cell: (call) => <CallWhen at={call.started_at} />,
    },
    {
      id: "length",
      header: t("calls.length"),
      width: "50px",
      isRight: true,
      cell: (call) => <CallLength seconds={lengthOf(call)} />,
    },
    {
      id: "recording",
      header: t("calls.recording"),
      width: isWide ? roomy(134, 172) : hasNumber ? "116px" : "80px",
      cell: (call) => <SoundCell call={call} />,
    },
    {
      id: "outcome",
      header: t("calls.outcome"),
      width: "92px",
      cell: (call) => <OutcomeCell call={call} maySet={mayAnnotate} />,
    },
    mayReview && {
      id: "reviewed",
      header: <span className="only-heard">{t("calls.reviewed")}</span>,
      width: "20px",
      cell: (call) => <ReviewedCell call={call} />,
    },
  ];
  return columns.filter((column) => column !== false);
}
