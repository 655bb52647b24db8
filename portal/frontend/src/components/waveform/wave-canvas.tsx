import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useEffectEvent, useRef } from "react";
import WaveSurfer from "wavesurfer.js";
import { styleNonce } from "@/lib/nonce";
import { tokenColor } from "@/lib/theme";

export interface WaveCanvasProps {
  /** From 0 to 1; empty: a flat line. */
  peaks: readonly number[];
  heightPx: number;
  barPx: number;
  /** From 0 to 1. */
  share: number;
  /** While it plays: asked at each frame. */
  nowShare: (() => number) | null;
}

// Places are given as shares: it needs no true length.
const WHOLE = 1;
// Of a bar.
const GAP = 0.7;
const FLAT = Array<number>(200).fill(0);

function colors() {
  return {
    waveColor: tokenColor("--wave"),
    progressColor: tokenColor("--accent"),
    cursorColor: tokenColor("--text"),
  };
}

/** Draws peaks that the server has counted; the sound is somebody else's. Loaded when needed. */
export default function WaveCanvas({ peaks, heightPx, barPx, share, nowShare }: WaveCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<WaveSurfer | null>(null);
  const scheme = useComputedColorScheme();
  const isFlat = peaks.length === 0;
  const show = useEffectEvent(() => {
    drawn.current?.getRenderer().renderProgress(nowShare ? nowShare() : share);
  });

  useEffect(() => {
    if (!place.current) return;
    const surfer = WaveSurfer.create({
      container: place.current,
      ...colors(),
      peaks: [isFlat ? FLAT : [...peaks]],
      duration: WHOLE,
      height: heightPx,
      barWidth: barPx,
      barGap: barPx * GAP,
      barRadius: barPx,
      barMinHeight: 2,
      cursorWidth: 2,
      normalize: true,
      interact: false,
      autoScroll: false,
      hideScrollbar: true,
      cspNonce: styleNonce(),
    });
    drawn.current = surfer;
    surfer.on("redrawcomplete", () => show());
    surfer.on("ready", () => show());
    return () => {
      drawn.current = null;
      surfer.destroy();
    };
  }, [peaks, isFlat, heightPx, barPx]);

  useEffect(() => {
    // The tokens follow the scheme once the document has it.
    const frame = requestAnimationFrame(() => drawn.current?.setOptions(colors()));
    return () => cancelAnimationFrame(frame);
  }, [scheme]);

  useEffect(() => show(), [share]);

  const isMoving = nowShare !== null;
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function step() {
      show();
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isMoving]);

  return <div ref={place} aria-hidden="true" />;
}
