import { useTranslation } from "react-i18next";

import { formatAgo, formatFull } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";

/** `2 h ago`, for rows: renewed twice a minute. */
export function Since({ at }: { at: number }) {
  const { t } = useTranslation("shared");
  const now = useNow(30_000);
  return (
    <time className="t3" title={formatFull(at)}>
      {formatAgo(at, now, t)}
    </time>
  );
}
