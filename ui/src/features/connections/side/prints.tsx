import { CopyButton } from "../../../shared/ui/copy-button";
import classes from "./side.module.css";

type Print = {
  name: string;
  title?: string;
  fingerprint: string;
  /** Bytes that differ from this one are marked. */
  other?: string;
};

/** Fingerprints to compare, in lines of eight bytes so that they stand below each other. */
export function Prints({ prints }: { prints: Print[] }) {
  return (
    <dl className={classes.prints}>
      {prints.map(({ name, title, fingerprint, other }) => (
        <div key={name}>
          <dt title={title}>
            {name} <CopyButton text={fingerprint} word="hidden" />
          </dt>
          <dd className="mono selectable">
            <Bytes fingerprint={fingerprint} other={other ?? fingerprint} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Bytes({ fingerprint, other }: { fingerprint: string; other: string }) {
  const [algorithm, bytes] = split(fingerprint);
  const [, others] = split(other);
  return (
    <>
      {algorithm !== "" && <div className="t3">{algorithm}</div>}
      <div className={classes.bytes}>
        {bytes.map((byte, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a byte is its place
          <span key={index} data-differs={byte !== others[index] || undefined}>
            {byte}
            {index < bytes.length - 1 && ":"}
          </span>
        ))}
      </div>
    </>
  );
}

function split(fingerprint: string): [string, string[]] {
  const [head, rest] = fingerprint.split(" ", 2);
  return rest === undefined ? ["", (head ?? "").split(":")] : [head ?? "", rest.split(":")];
}
