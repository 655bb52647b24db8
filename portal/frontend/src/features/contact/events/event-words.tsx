import { Fragment, type ReactNode } from "react";
import { rich, t } from "@/lib/messages";
import type { EventEntry } from "../api/timeline";
import { createdPart, editParts, statusPart, value } from "./parts";

function partsOf({ change, details }: EventEntry): ReactNode[] {
  switch (change) {
    case "created":
      return [createdPart(details)];
    case "status_changed":
      return [statusPart(details)];
    case "edited":
      return editParts(details);
    case "merged":
      return [mergedPart(details.duplicate_name)];
    case "deleted":
      return [t("events.deleted")];
    case "restored":
      return [t("events.restored")];
  }
}

function mergedPart(name: unknown): ReactNode {
  if (!name) return t("events.mergedUnnamed");
  return rich("events.merged", { name: <b>{value(name)}</b> });
}

/** A change of a contact in one line: "Marta Kowalska moved status from Qualified to Customer". */
export function EventWords({ event }: { event: EventEntry }) {
  const parts = partsOf(event);
  const shown = parts.length > 0 ? parts : [t("events.edited")];
  const who = event.actor ? value(event.actor.name) : t("events.callcrm");
  const what = shown.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && ", "}
      {part}
    </Fragment>
  ));
  return rich("events.line", { who: <b>{who}</b>, what });
}
