/** The first address and how many more. */
export function Addresses({ addresses }: { addresses: string[] }) {
  const [first, ...others] = addresses;
  return (
    <span className="mono t2 cut" title={addresses.join("\n")}>
      {first?.replace(/^https?:\/\//, "")}
      {others.length > 0 && <span className="t3"> +{others.length}</span>}
    </span>
  );
}
