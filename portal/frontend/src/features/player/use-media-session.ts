import { useEffect } from "react";
import { type PlayedCall, seekTo, skipBy, togglePlaying } from "@/lib/player/store";

const SKIP_SECONDS = 10;

/** The keyboard's media keys and the phone's lock screen. */
export function useMediaSession(call: PlayedCall, isPlaying: boolean): void {
  const { title, subtitle } = call;
  useEffect(() => {
    const session = navigator.mediaSession;
    session.metadata = new MediaMetadata({ title, artist: subtitle, album: "callcrm" });
    const actions: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: togglePlaying,
      pause: togglePlaying,
      seekbackward: ({ seekOffset }) => skipBy(-(seekOffset ?? SKIP_SECONDS)),
      seekforward: ({ seekOffset }) => skipBy(seekOffset ?? SKIP_SECONDS),
      seekto: ({ seekTime }) => seekTo(seekTime ?? 0),
    };
    const names = Object.keys(actions) as MediaSessionAction[];
    names.forEach((name) => session.setActionHandler(name, actions[name] ?? null));
    return () => {
      session.metadata = null;
      names.forEach((name) => session.setActionHandler(name, null));
    };
  }, [title, subtitle]);

  useEffect(() => {
    navigator.mediaSession.playbackState = isPlaying ? "playing" : "paused";
  }, [isPlaying]);
}
