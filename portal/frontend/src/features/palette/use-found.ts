import { useQuery } from "@tanstack/react-query";
import { asProblem } from "@/lib/api/problem";
import { useMay } from "@/lib/api/me";
import { useDebounced } from "@/lib/use-debounced";
import { foundCallsQuery } from "./api/find-calls";
import { foundContactsQuery } from "./api/find-contacts";

const TYPING_MS = 150;
const LEAST_LETTERS = 2;

/** What the server finds; what was found for an earlier text never stands under a later one. */
export function useFound(text: string) {
  const wanted = text.trim().length < LEAST_LETTERS ? "" : text.trim();
  const settled = useDebounced(wanted, TYPING_MS);
  const maySee = useMay("calls.view_calllog");
  const mayKnow = useMay("contacts.view_contact");
  const contacts = useQuery(foundContactsQuery(mayKnow ? settled : ""));
  const calls = useQuery(foundCallsQuery(maySee ? settled : ""));
  const isCurrent = settled === wanted;
  const error = contacts.error ?? calls.error;
  return {
    contacts: isCurrent ? (contacts.data ?? []) : [],
    calls: isCurrent ? (calls.data ?? []) : [],
    isSearching: wanted !== "" && (!isCurrent || contacts.isLoading || calls.isLoading),
    problem: isCurrent && error ? asProblem(error) : null,
  };
}
