/** `ip:port` in one spelling, as the console has it; null when it is no address. */
export function canonical(text: string): string | null {
  const v4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(text.trim());
  if (v4 !== null) return `${v4[1]}:${v4[2] ?? "2886"}`;
  const v6 = /^\[([0-9a-f:]+)\](?::(\d{1,5}))?$/i.exec(text.trim());
  return v6 === null ? null : `[${v6[1]}]:${v6[2] ?? "2886"}`;
}
