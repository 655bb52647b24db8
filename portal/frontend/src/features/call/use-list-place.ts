import { openedList } from "@/lib/calls/opened-list";
import { useStore } from "@/lib/store";

/** Where the call stands in the list that it was opened from; null: it came from elsewhere. */
export function useListPlace(callId: string) {
  const list = useStore(openedList);
  const at = list ? list.calls.findIndex(({ id }) => id === callId) : -1;
  if (!list || at < 0) return null;
  return {
    address: list.address,
    place: at + 1,
    total: list.total,
    previous: list.calls[at - 1],
    next: list.calls[at + 1],
  };
}
