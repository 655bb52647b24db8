import { send } from "@/lib/api/client";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";

const FIRST_BYTE = { Range: "bytes=0-0" };

/** Why the audio element failed; null: the server gives the audio, so trying again may help.
 *
 * On the second try (`isRetry`) it is the browser that can't play what it gets.
 */
export async function whyUnplayable(
  callId: string,
  { isRetry }: { isRetry: boolean },
): Promise<ApiProblem | null> {
  const address = new URL(`/v1/calls/${callId}/playable`, window.location.origin);
  try {
    const response = await send(new Request(address, { headers: FIRST_BYTE }));
    await response.body?.cancel();
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
  if (!isRetry) return null;
  return new ApiProblem({
    status: 0,
    code: "undecodable",
    title: "",
    detail: t("player.undecodable"),
    request_id: "",
    retryable: true,
    errors: [],
  });
}
