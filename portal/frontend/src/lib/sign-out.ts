import { csrfToken } from "@/lib/api/csrf";
import { forgetDrafts } from "@/lib/use-draft";

/** Leaves the page. A form and no link: signing out changes something, so it carries the token. */
export function signOut(): void {
  forgetDrafts();
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/accounts/sign-out";
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = csrfToken();
  form.append(token);
  document.body.append(form);
  form.submit();
}
