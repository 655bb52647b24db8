import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { ApiProblem } from "@/lib/api/problem";
import { callQuery } from "@/lib/calls/get-call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { type ReceivedCall, uploadCall } from "@/features/calls/api/upload-call";
import { type UploadDraft, type UploadErrors, errorsFrom, errorsOf, formOf } from "@/features/calls/upload-form";

interface UploadOptions {
  draft: UploadDraft;
  file: File | null;
  region: string | null;
  onDone: () => void;
}

interface Sent {
  form: FormData;
  key: string;
}

/** Checks, sends with progress, and says in words what became of it. */
export function useUpload({ draft, file, region, onDone }: UploadOptions) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const [isAsked, setIsAsked] = useState(false);
  const sending = useRef(new AbortController());
  // One key for what is sent; other words or another file are another call.
  const key = useRef({ of: "", value: "" });

  const mutation = useMutation<ReceivedCall, ApiProblem, Sent>({
    mutationFn: (sent) =>
      uploadCall({ ...sent, onProgress: setShare, signal: sending.current.signal }),
    onSuccess: async (call) => {
      onDone();
      void client.invalidateQueries({ queryKey: ["calls", "count"] });
      void client.resetQueries({ queryKey: ["call-list"] });
      // A call of one's own may be out of one's sight: who works for teams sees those teams' calls.
      const isInSight = await client.fetchQuery(callQuery(call.id)).then(
        () => true,
        () => false,
      );
      showToast(isInSight ? t("upload.done") : t("upload.doneOutOfSight", { name: call.agent.name }));
      if (isInSight) void navigate(`/calls/${call.id}`);
    },
  });

  useEffect(() => {
    const { current } = sending;
    return () => current.abort();
  }, []);

  function send(): void {
    setIsAsked(true);
    const errors = Object.values(errorsOf(draft, file)).filter(Boolean);
    if (errors.length > 0 || !file || mutation.isPending) return;
    const what = JSON.stringify([draft, file.name, file.size, file.lastModified]);
    if (key.current.of !== what) key.current = { of: what, value: `portal-${crypto.randomUUID()}` };
    setShare(0);
    mutation.mutate({ form: formOf(draft, file, region), key: key.current.value });
  }

  const refused = mutation.error ? errorsFrom(mutation.error.fields) : {};
  const found: UploadErrors = isAsked ? errorsOf(draft, file) : {};
  return {
    send,
    cancel: () => sending.current.abort(),
    isSending: mutation.isPending,
    share,
    errors: { ...refused, ...defined(found) },
    failure: mutation.error,
  };
}

function defined(errors: UploadErrors): UploadErrors {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message));
}
