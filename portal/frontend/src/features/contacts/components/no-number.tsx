import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { type ExplainedNumber, explainedQuery } from "@/lib/api/explain-number";
import { useMay } from "@/lib/api/me";
import { cappedCount } from "@/lib/format/numbers";
import { rich, t } from "@/lib/messages";
import { useCallsWith } from "../api/count-calls";
import { CreateContact } from "./create-contact";

interface NoNumberProps {
  /** As it was typed. */
  number: string;
  isNarrowed: boolean;
  clear: ReactNode;
}

/** Nobody has this number: how it was read, and a contact with one click. */
export function NoNumber({ number, isNarrowed, clear }: NoNumberProps) {
  const mayCreate = useMay("contacts.add_contact");
  const { data: read } = useQuery(explainedQuery(number, ""));
  const calls = useCallsWith(read?.e164 ?? null);
  const hasCalls = calls !== undefined && calls !== null && calls.value > 0;
  const isFree = read?.contact === null && !read.is_own;
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.6} />}
      title={t(isNarrowed ? "contacts.noNumberHere" : "contacts.noNumber", { number })}
      steps={
        <>
          {mayCreate && isFree && (
            <CreateContact
              label="contacts.createWithNumber"
              prefill={{ phone_number: read.e164 ?? number }}
            />
          )}
          {hasCalls && read?.e164 && (
            <Button
              component={Link}
              to={`/calls?${new URLSearchParams({ number: read.e164 }).toString()}`}
              variant="default"
            >
              {t("contacts.showCalls")}
            </Button>
          )}
          {clear}
        </>
      }
    >
      {read && <Reading read={read} />}{" "}
      {hasCalls && t("contacts.callsFrom", { count: calls.value, shown: cappedCount(calls) })}
    </EmptyState>
  );
}

function Reading({ read }: { read: ExplainedNumber }) {
  if (!read.e164) return t("contacts.notANumber");
  const shown = <b>{read.international ?? read.e164}</b>;
  return (
    <>
      {read.place
        ? rich("contacts.readAsPlace", { number: shown, place: read.place })
        : rich("contacts.readAs", { number: shown })}{" "}
      {read.is_own && t("contacts.ownNumber")}
      {read.contact &&
        rich("contacts.belongsTo", {
          name: (
            <Link to={`/contacts/${read.contact.id}`}>
              <bdi>{read.contact.display_name}</bdi>
            </Link>
          ),
        })}
    </>
  );
}
