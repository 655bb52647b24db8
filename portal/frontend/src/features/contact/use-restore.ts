import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { asProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { restoreContact } from "./api/restore-contact";

/** Brings a deleted contact back and opens it. */
export function useRestore(): (id: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();

  return async function restore(id: string): Promise<void> {
    try {
      const { display_name: name } = await restoreContact(id);
      await client.invalidateQueries({ queryKey: ["contacts"] });
      await navigate(`/contacts/${id}`);
      showToast(t("contact.restored", { name }));
    } catch (error) {
      showToast(t("contact.notDone", { why: asProblem(error).detail }));
    }
  };
}
