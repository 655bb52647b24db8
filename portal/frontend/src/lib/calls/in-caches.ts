import type { QueryClient } from "@tanstack/react-query";
import type { Call } from "@/lib/call";

type Change = Partial<Call> | ((call: Call) => Partial<Call>);

function isCall(data: object, id: string): boolean {
  return "disposition" in data && "id" in data && data.id === id;
}

/** The same data with the call changed wherever it stands; the very same where it doesn't. */
function changed(data: unknown, id: string, change: Change): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => changed(item, id, change));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  if (typeof data !== "object" || data === null) return data;
  if (isCall(data, id))
    return { ...data, ...(typeof change === "function" ? change(data as Call) : change) };
  // A call holds no other call.
  if ("disposition" in data) return data;
  let copy: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(data)) {
    const next = changed(value, id, change);
    if (next !== value) copy = { ...(copy ?? data), [name]: next };
  }
  return copy ?? data;
}

/** Shows a change of a call at once in every list, timeline and page that was loaded. */
export function changeCallInCaches(client: QueryClient, id: string, change: Change): void {
  client.setQueriesData({}, (data: unknown) => changed(data, id, change));
}
