import { useTranslation } from "react-i18next";

import { useSpeech } from "../../../shared/i18n/i18n";
import { formatDuration } from "../../../shared/time/format";
import classes from "./compare.module.css";
import { type Difference, isSame, ratioText } from "./model";

/** `+38.0 s` */
export function useSigned(): (ms: number) => string {
  const speech = useSpeech();
  return (ms) => `${ms < 0 ? "−" : "+"}${formatDuration(Math.abs(ms), speech)}`;
}

/** `+38.0 s, 2.3×` */
export function useDifferenceText(): (difference: Difference) => string {
  const { t } = useTranslation("history");
  const signed = useSigned();
  return (difference) => {
    const { ms, ratio } = difference;
    if (ms === null) return "";
    if (isSame(difference)) return t("compare.same");
    return ratio === null || ratio === 0
      ? signed(ms)
      : `${signed(ms)}, ${t("compare.ratio", { ratio: ratioText(ratio) })}`;
  };
}

type Props = { difference: Difference; /** Milliseconds of a whole half. */ scale: number };

/** A bar from the middle: to the right what took longer, to the left what took less; and the same in words. */
export function DifferenceBar({ difference, scale }: Props) {
  const text = useDifferenceText();
  const { ms } = difference;
  if (ms === null) return <span />;
  const width = isSame(difference) ? 0 : Math.max(1, Math.min(50, (Math.abs(ms) / scale) * 50));
  const side = ms < 0 ? { right: "50%" } : { left: "50%" };
  return (
    <span className={classes.difference}>
      <span className={classes.axis} aria-hidden>
        {width > 0 && <i data-way={ms < 0 ? "faster" : "slower"} style={{ ...side, width: `${width}%` }} />}
      </span>
      <span className={isSame(difference) ? "t3" : ""}>{text(difference)}</span>
    </span>
  );
}
