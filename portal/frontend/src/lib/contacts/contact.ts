import type { components } from "@/lib/api/schema";

type Schemas = components["schemas"];

/** A contact as lists give it. */
export type Contact = Schemas["Contact"];
export type ContactNumber = Schemas["PhoneNumber"];
/** What one PATCH may change. */
export type ContactChanges = Partial<Schemas["PatchedContactWriteRequest"]>;

/** callcrm made it from a call, and nobody has looked at it. */
export function isNewLead(contact: Pick<Contact, "auto_created" | "reviewed_at">): boolean {
  return contact.auto_created && contact.reviewed_at === null;
}

export function isOverdue(contact: Pick<Contact, "follow_up_at">, now: Date): boolean {
  return contact.follow_up_at !== null && new Date(contact.follow_up_at) <= now;
}
