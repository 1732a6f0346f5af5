// Sends bytes with progress (fetch cannot tell it), and gives up when the line stands still.
import { refusal, Unreachable } from './client';

const STALL_MS = 20_000;

/** `progress` gets 0..1. Resolves on 2xx; rejects with `Refused` or `Unreachable`. */
export function put(
  place: URL,
  token: string,
  body: Blob,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let watchdog = setTimeout(() => request.abort(), STALL_MS);
    const stop = (): void => request.abort();
    const alive = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, STALL_MS);
    };
    request.open('PUT', place);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', body.type.split(';')[0] || 'application/octet-stream');
    request.upload.onprogress = (event) => {
      alive();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(refusal(request.status, request.getResponseHeader('Retry-After'), request.responseText));
    };
    request.onerror = () => reject(new Unreachable('the upload broke off'));
    request.onabort = () => reject(signal.aborted ? signal.reason : new Unreachable('the upload stood still'));
    request.onloadend = () => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop, { once: true });
    request.send(body);
  });
}
