/** A long id cut in its middle, so that both ends can be compared; whole in the title and for readers. */
export function MiddleCut({ text, head = 15, tail = 5 }: { text: string; head?: number; tail?: number }) {
  const short = text.length > head + tail + 1 ? `${text.slice(0, head)}…${text.slice(-tail)}` : text;
  return (
    <span className="mono" title={text}>
      <span aria-hidden>{short}</span>
      <span className="sr">{text}</span>
    </span>
  );
}
