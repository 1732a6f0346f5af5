// Which browser this is, as far as the way to its camera permission depends on it.
import type { BrowserKind } from './texts';

export function browserOf(userAgent: string): BrowserKind {
  if (/iPhone|iPad/.test(userAgent)) return 'safari_ios';
  if (/Firefox/.test(userAgent)) return 'firefox';
  if (/Android/.test(userAgent)) return /Chrome/.test(userAgent) ? 'chrome_android' : 'other';
  if (/Chrome|Edg\//.test(userAgent)) return 'chrome';
  return /Safari/.test(userAgent) ? 'safari' : 'other';
}
