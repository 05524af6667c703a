"use client";

import { MicOff, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";

/** A voice note: play, pause, seek, and how long it is. */
export function VoiceNote({ source }: { source: string }) {
  const t = useTranslations("inbox.media");
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const toggle = () => {
    const player = audio.current;
    if (player === null) return;
    if (player.paused) player.play().catch(() => setHasFailed(true));
    else player.pause();
  };
  if (hasFailed) {
    return (
      <p className="flex items-center gap-1.5 py-0.5 text-sm text-muted italic">
        <MicOff aria-hidden className="size-4" />
        {t("failed")}
      </p>
    );
  }
  const Icon = isPlaying ? Pause : Play;
  return (
    <div className="my-1 flex w-60 max-w-full items-center gap-2">
      <audio
        ref={audio}
        src={source}
        preload="metadata"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onDurationChange={(event) => setLength(event.currentTarget.duration)}
        onError={() => setHasFailed(true)}
      />
      <button
        type="button"
        onClick={toggle}
        aria-label={isPlaying ? t("pause") : t("play")}
        className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-accent-ink hover:opacity-90"
      >
        <Icon aria-hidden className="size-4" />
      </button>
      <input
        type="range"
        min={0}
        max={Number.isFinite(length) && length > 0 ? length : 1}
        step={0.1}
        value={at}
        aria-label={t("position")}
        aria-valuetext={clock(at)}
        onChange={(event) => {
          const to = Number(event.target.value);
          setAt(to);
          if (audio.current !== null) audio.current.currentTime = to;
        }}
        className="h-6 min-w-0 flex-1 accent-accent"
      />
      <span className="w-9 shrink-0 text-right text-xs text-muted tabular-nums">
        {clock(at > 0 ? at : length)}
      </span>
    </div>
  );
}

function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
