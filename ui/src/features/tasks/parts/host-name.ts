/** `10.10.10.3` for `10.10.10.3:2886`, unless several agents share that address and only the port tells them apart. */
export function shortHost(address: string, all: readonly { address: string }[]): string {
  const bare = withoutPort(address);
  return all.filter((other) => withoutPort(other.address) === bare).length > 1 ? address : bare;
}

function withoutPort(address: string): string {
  return address.replace(/:\d+$/, "");
}
