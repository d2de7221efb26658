import { useTranslation } from "react-i18next";

/** `12 ms ahead of this computer`. */
export function ClockOffset({ offset }: { offset: number }) {
  const { t } = useTranslation("connections");
  const size = Math.abs(offset);
  if (Math.round(size) === 0) return t("clock.same");
  const words = size < 1000 ? `${Math.round(size)} ms` : `${(size / 1000).toFixed(1)} s`;
  return t(offset > 0 ? "clock.ahead" : "clock.behind", { offset: words });
}
