import { useTranslation } from "react-i18next";

import { formatAgo, formatFull } from "./format";
import { useNow } from "./use-now";

/** `4 s ago`, kept up to date; the full time on hover. */
export function Ago({ at }: { at: number }) {
  const { t } = useTranslation("shared");
  const now = useNow();
  return <time title={formatFull(at)}>{formatAgo(at, now, t)}</time>;
}
