import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { usePlatform } from "../../platform/context";
import { Button } from "./button";

type Props = {
  text: string | (() => string);
  label?: string;
  size?: "sm" | "md";
  look?: "quiet" | "bare";
  word?: "shown" | "hidden";
};

/** Copies, and says so for a moment. */
export function CopyButton({ text, label, size = "sm", look = "bare", word = "shown" }: Props) {
  const { t } = useTranslation("shared");
  const platform = usePlatform();
  const [phase, setPhase] = useState<"idle" | "copied">("idle");
  const copy = async () => {
    await platform.copyText(typeof text === "string" ? text : text());
    setPhase("copied");
  };
  const said = phase === "copied" ? t("copied") : (label ?? t("copy"));
  useEffect(() => {
    if (phase === "idle") return undefined;
    const timer = setTimeout(() => setPhase("idle"), 1500);
    return () => clearTimeout(timer);
  }, [phase]);
  return (
    <>
      <Button
        size={size}
        look={look}
        icon={phase === "copied" ? "check" : "copy"}
        aria-label={said}
        title={said}
        onClick={() => void copy()}
      >
        {word === "shown" ? said : undefined}
      </Button>
      <span className="sr" role="status">
        {phase === "copied" ? t("copied") : ""}
      </span>
    </>
  );
}
