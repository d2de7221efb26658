/** The first address and how many more. */
export function HostsCell({ hosts }: { hosts: string[] }) {
  const [first, ...others] = hosts;
  return (
    <span role="cell" className="mono t2 cut" title={hosts.join("\n")}>
      {first} {others.length > 0 && <span className="t3">+{others.length}</span>}
    </span>
  );
}
