"use client";

import { Download, FileText, ImageOff, MapPin, UserRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { kindOf, type MessageKind } from "../message-kind";
import { type ThreadEntry } from "../views";
import { VoiceNote } from "./voice-note";

const Lightbox = dynamic(() =>
  import("./lightbox").then((loaded) => loaded.Lightbox),
);

function sourceOf(entry: ThreadEntry): string {
  return `/api/media/${encodeURIComponent(entry.id)}`;
}

/** What came with a message, from our own authenticated route. */
export function Media({ entry }: { entry: ThreadEntry }) {
  const t = useTranslations("inbox.media");
  const kind = kindOf(entry);
  switch (kind) {
    case "text":
      return entry.text === "" ? (
        <Line icon={<FileText aria-hidden />}>{t("removed")}</Line>
      ) : null;
    case "location":
      return <Line icon={<MapPin aria-hidden />}>{t("location")}</Line>;
    case "contact":
      return <Line icon={<UserRound aria-hidden />}>{t("contact")}</Line>;
    case "unknown":
      return entry.text === "" ? (
        <Line icon={<FileText aria-hidden />}>{t("unknown")}</Line>
      ) : null;
    case "image":
    case "sticker":
    case "video":
    case "voice":
    case "audio":
    case "document":
      return entry.media?.hasFile === true ? (
        <File entry={entry} kind={kind} />
      ) : (
        <Line icon={<ImageOff aria-hidden />}>
          {t("missing", { what: t(`kind.${kind}`) })}
        </Line>
      );
  }
}

function File({ entry, kind }: { entry: ThreadEntry; kind: MessageKind }) {
  switch (kind) {
    case "image":
    case "sticker":
      return <Picture entry={entry} />;
    case "video":
      return <Video entry={entry} />;
    case "voice":
    case "audio":
      return <VoiceNote source={sourceOf(entry)} />;
    default:
      return <Document entry={entry} />;
  }
}

function Picture({ entry }: { entry: ThreadEntry }) {
  const t = useTranslations("inbox.media");
  const [hasFailed, setHasFailed] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  if (hasFailed) {
    return <Line icon={<ImageOff aria-hidden />}>{t("failed")}</Line>;
  }
  const alt = entry.media?.filename ?? t("kind.image");
  return (
    <>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        aria-label={t("openImage", { name: alt })}
        className="my-1 block overflow-hidden rounded-lg bg-sunken"
      >
        {/* eslint-disable-next-line @next/next/no-img-element -- served by an authenticated route, which the optimizer cannot read. */}
        <img
          src={sourceOf(entry)}
          alt={alt}
          loading="lazy"
          decoding="async"
          onError={() => setHasFailed(true)}
          className="h-52 w-64 max-w-full object-cover"
        />
      </button>
      {isOpen && (
        <Lightbox
          source={sourceOf(entry)}
          name={alt}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

function Video({ entry }: { entry: ThreadEntry }) {
  const t = useTranslations("inbox.media");
  return (
    <video
      src={sourceOf(entry)}
      controls
      preload="metadata"
      aria-label={t("kind.video")}
      className="my-1 h-52 w-72 max-w-full rounded-lg bg-sunken"
    />
  );
}

function Document({ entry }: { entry: ThreadEntry }) {
  const t = useTranslations("inbox.media");
  const name = entry.media?.filename ?? t("kind.document");
  return (
    <a
      href={sourceOf(entry)}
      download={name}
      className="my-1 flex min-h-10 max-w-full items-center gap-2 rounded-lg border border-line bg-surface px-2.5 py-2 text-sm hover:bg-surface-hover"
    >
      <FileText aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <Download aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="sr-only">{t("download")}</span>
    </a>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-1.5 py-0.5 text-sm text-muted italic [&_svg]:size-4 [&_svg]:shrink-0">
      {icon}
      {children}
    </p>
  );
}
