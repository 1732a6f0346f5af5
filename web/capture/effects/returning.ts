// The way back to the caller: only a web address is ever followed.

/** The address when it is http or https, else null. */
export function safeAddress(address: string | null | undefined): string | null {
  if (!address) return null;
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}
