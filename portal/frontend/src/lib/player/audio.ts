import type { ApiProblem } from "@/lib/api/problem";
import { speed, volume } from "./preferences";
import { player } from "./state";
import { whyUnplayable } from "./why-unplayable";

// Nearer than this to its end, a recording isn't begun there but at 0.
const END_SECONDS = 0.5;
const NOT_READY_SECONDS = 5;

let element: HTMLAudioElement | null = null;
let callId: string | null = null;
let startAt = 0;
let isRetry = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** One element for all pages: one sound at a time. */
function sound(): HTMLAudioElement {
  if (element) return element;
  element = document.createElement("audio");
  element.preload = "auto";
  element.addEventListener("loadedmetadata", onMetadata);
  element.addEventListener("durationchange", tellTime);
  for (const event of ["timeupdate", "seeking", "seeked"] as const)
    element.addEventListener(event, tellTime);
  element.addEventListener("play", () => tell({ isPlaying: true }));
  element.addEventListener("pause", () => tell({ isPlaying: false }));
  element.addEventListener("waiting", () => tell({ isWaiting: true }));
  element.addEventListener("playing", () => tell({ isWaiting: false }));
  element.addEventListener("canplay", () => tell({ isWaiting: false }));
  element.addEventListener("error", () => void explain());
  speed.subscribe(takePreferences);
  volume.subscribe(takePreferences);
  document.body.append(element);
  return element;
}

function tell(change: { isPlaying?: boolean; isWaiting?: boolean }): void {
  if (callId) player.set({ ...player.get(), ...change });
}

function tellTime(): void {
  // Before there is metadata it stands at 0, wherever it is to begin.
  if (!callId || !element || element.readyState === 0) return;
  const { duration, currentTime } = element;
  const durationSeconds = Number.isFinite(duration) ? duration : player.get().durationSeconds;
  player.set({ ...player.get(), positionSeconds: currentTime, durationSeconds });
}

function onMetadata(): void {
  if (!element) return;
  const isAtEnd = startAt > element.duration - END_SECONDS;
  if (startAt > 0 && !isAtEnd) element.currentTime = startAt;
  isRetry = false;
  tellTime();
}

function takePreferences(): void {
  if (!element) return;
  // Loading sets the rate back to the default one.
  element.defaultPlaybackRate = speed.get();
  element.playbackRate = speed.get();
  element.volume = volume.get().level;
  element.muted = volume.get().isMuted;
}

function load(id: string): void {
  const audible = sound();
  clearTimeout(timer);
  audible.src = `/v1/calls/${id}/playable`;
  takePreferences();
  start();
}

function start(): void {
  // Refused without a gesture (a deep link): it stands ready. Failures come as "error".
  sound().play().catch(() => tell({ isPlaying: false, isWaiting: false }));
}

/** The element tells no status: asked again, the server says why. */
async function explain(): Promise<void> {
  const id = callId;
  if (!id || !element?.getAttribute("src")) return;
  startAt = player.get().positionSeconds;
  const problem = await whyUnplayable(id, { isRetry });
  if (callId !== id) return;
  if (problem === null) {
    // It was a passing fault, or the session had ended: once more.
    isRetry = true;
    load(id);
    return;
  }
  fail(problem);
  if (problem.code === "recording_not_ready")
    timer = setTimeout(() => callId === id && load(id), NOT_READY_SECONDS * 1_000);
}

function fail(failure: ApiProblem): void {
  player.set({ ...player.get(), failure, isPlaying: false, isWaiting: false });
}

export const audio = {
  play(id: string, atSeconds: number): void {
    callId = id;
    startAt = atSeconds;
    isRetry = false;
    load(id);
  },
  resume: () => start(),
  pause: () => element?.pause(),
  seek(seconds: number): void {
    startAt = seconds;
    if (element && element.readyState > 0) element.currentTime = seconds;
  },
  /** To the millisecond, between the four times a second that the store is told. */
  now: (): number =>
    element && element.readyState > 0 ? element.currentTime : player.get().positionSeconds,
  /** It plays no more: the call was deleted, or the right to it ended. */
  refuse(problem: ApiProblem): void {
    element?.pause();
    fail(problem);
  },
  stop(): void {
    callId = null;
    clearTimeout(timer);
    element?.pause();
    element?.removeAttribute("src");
    element?.load();
  },
};
