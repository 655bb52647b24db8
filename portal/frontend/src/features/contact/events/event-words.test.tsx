import { render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import type { EventEntry } from "../api/timeline";
import { EventWords } from "./event-words";

const MARTA = { id: "1", username: "marta", name: "Marta Kowalska" };
const NUMBER = { e164: "+442079460123", label: "", is_primary: true, is_shared: false };

afterEach(() => setViewer({ timeZone: "UTC", region: null }));

function told(change: EventEntry["change"], details: object, actor = MARTA as typeof MARTA | null) {
  const event = { kind: "event", at: "2026-11-20T09:00:00Z", id: "e", change, actor, details };
  return render(<EventWords event={event as EventEntry} />).container.textContent;
}

it.each<[EventEntry["change"], object, string]>([
  ["created", { source: "manual" }, "created this contact"],
  ["status_changed", { old: "Qualified", new: "Customer" }, "moved status from Qualified to Customer"],
  ["merged", { duplicate: "2", duplicate_name: "A. Thornton" }, "merged A. Thornton into this contact"],
  ["merged", { duplicate: "2", duplicate_name: "" }, "merged another contact into this one"],
  ["deleted", {}, "deleted this contact"],
  ["restored", {}, "restored this contact"],
  ["edited", { name: { old: "", new: "Amelia" } }, "added the name Amelia"],
  ["edited", { company: { old: "Northgate", new: "" } }, "removed the company Northgate"],
  ["edited", { owner: { old: "daniel", new: "priya" } }, "changed the owner from daniel to priya"],
  [
    "edited",
    {
      do_not_call: { old: false, new: true },
      do_not_call_reason: { old: "", new: "Only email" },
    },
    "turned on Do not call: “Only email”",
  ],
  ["edited", { needs_attention: { old: true, new: false } }, "saw to what needed attention"],
  [
    "edited",
    { phone_numbers: { old: [], new: [NUMBER] }, email: { old: "", new: "a@b.example" } },
    "added the email a@b.example, added +442079460123",
  ],
  [
    "edited",
    { phone_numbers: { old: [NUMBER], new: [{ ...NUMBER, is_shared: true }] } },
    "marked +442079460123 as shared",
  ],
  ["edited", { something_new: true }, "edited this contact"],
])("a change of the kind %s is told in one line: %o", (change, details, words) => {
  expect(told(change, details)).toBe(`Marta Kowalska ${words}`);
});

it("what a phone's call made is callcrm's doing", () => {
  expect(told("created", { source: "call_upload" }, null)).toBe(
    "callcrm made this contact from a call",
  );
});

it("a follow-up is told in the viewer's zone, with what it is for", () => {
  setViewer({ timeZone: "Asia/Tokyo", region: "JP" });

  const words = told("edited", {
    follow_up_at: { old: null, new: "2026-11-20T23:30:00+00:00" },
    follow_up_note: { old: "", new: "Send the quote" },
  });

  expect(words).toMatch(/^Marta Kowalska planned a follow-up for .*21.*8:30.*: “Send the quote”$/);
});

it("a hostile name is text", () => {
  expect(told("edited", { name: { old: "x", new: "<img src=x onerror=alert(1)>" } })).toContain(
    "<img src=x onerror=alert(1)>",
  );
});
