// The client's promises: the token travels in the header alone, calls that may repeat do, others never.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { safeAddress } from '../capture/effects/returning';
import { CaptureClient, Refused, refusal, Unreachable } from '../capture/protocol/client';

const answers: (Response | Error)[] = [];
const asked: { url: string; init: RequestInit }[] = [];
const client = new CaptureClient(new URL('https://id.example/some/path/'), 'TOKEN');
const { signal } = new AbortController();
const problem = (status: number, cause: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ status, cause }), { status, headers });

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = 0;
  asked.length = 0;
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    asked.push({ url: String(url), init });
    const answer = answers.shift() ?? new Error('nothing left');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('sends the token in the header and nowhere else', async () => {
  answers.push(new Response('{"stage": "face"}'));
  await client.session(signal);
  expect(asked[0]?.url).toBe('https://id.example/some/path/capture/v1/session');
  expect(asked[0]?.init).toMatchObject({ headers: { Authorization: 'Bearer TOKEN' }, credentials: 'omit' });
});

it('repeats what may come twice, waiting as long as a busy server asks', async () => {
  answers.push(problem(503, 'service_overloaded', { 'Retry-After': '3' }), new TypeError('offline'), new Response('{}'));
  const done = client.session(signal);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_200);
  await done;
  expect(asked).toHaveLength(3);
});

it('gives up after three tries', async () => {
  const failed = expect(client.session(signal)).rejects.toBeInstanceOf(Unreachable);
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
  expect(asked).toHaveLength(3);
});

it.each(['beginAttempt', 'nextStep'] as const)('never repeats %s by itself', async (call) => {
  const work = call === 'beginAttempt' ? client.beginAttempt(signal) : client.nextStep('a/b', signal);
  await expect(work).rejects.toBeInstanceOf(Unreachable);
  expect(asked).toHaveLength(1);
});

it('does not repeat what was refused', async () => {
  answers.push(problem(409, 'step_out_of_order'));
  await expect(client.readCard(signal)).rejects.toMatchObject({ status: 409, cause_name: 'step_out_of_order' });
  expect(asked).toHaveLength(1);
});

it('reads a refusal that is no problem document', () => {
  expect(refusal(502, null, '<html>')).toMatchObject({ status: 502, cause_name: 'unknown' } satisfies Partial<Refused>);
});

it.each([
  ['https://shop.example/back?token=x', 'https://shop.example/back?token=x'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['/relative', null],
  [null, null],
])('the return address %s is followed as %s', (address, followed) => {
  expect(safeAddress(address)).toBe(followed);
});
