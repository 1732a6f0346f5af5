// The machine's promises: where each stage leads, what breaks off, what goes on, and that nothing waits for ever.
import { describe, expect, it } from 'vitest';
import type { Event } from '../capture/machine/events';
import { cameraFor, effectKey, patience, progressOf, returnsByItself } from '../capture/machine/needs';
import { INITIAL, type Model, type View } from '../capture/machine/state';
import { transition } from '../capture/machine/transition';
import type { Recording, Session, Stage } from '../capture/protocol/session';

const PHOTO = new Blob(['photo']);
const RECORDING = { attempt: 'a', video: PHOTO, log: {} } as unknown as Recording;

function session(stage: Stage, more: Partial<Session> = {}): Session {
  return {
    stage,
    flow: 'web',
    expires_in_s: 500,
    page: { language: 'en', theme_color: '#2d72f1', skip_start: true, skip_result: false },
    consent: { version: '1', required: true },
    card: { kind: 'HKIDCard', sides: ['front', 'back'], reading: null },
    face: { level: 2, attempts_left: 3, attempt_s: 45, last: null },
    result: null,
    ...more,
  };
}

const read = (stage: Stage, more: Partial<Session> = {}): Event => ({ type: 'session', session: session(stage, more) });
const run = (...events: Event[]): Model => events.reduce(transition, INITIAL);
const at = (view: View, given: Session = session('face')): Model => ({ ...INITIAL, view, session: given, begun: true });
const FACE_RUN: View = { at: 'face_run', phase: 'still', action: null, index: 0, steps: 2, hint: null };

describe('a session read', () => {
  it.each([
    ['consent', 'consent'],
    ['card', 'card_intro'],
    ['card_reading', 'waiting'],
    ['card_confirm', 'card_confirm'],
    ['face', 'face_intro'],
    ['judging', 'waiting'],
  ] as const)('in stage %s shows %s', (stage, view) => {
    expect(run(read(stage)).view.at).toBe(view);
  });

  it('shows the start screen first, unless it is skipped', () => {
    const page = { ...session('consent').page, skip_start: false };
    const started = run(read('consent', { page }));
    expect(started.view.at).toBe('start');
    expect(transition(started, { type: 'begin' }).view.at).toBe('consent');
  });

  it('tells a process that was over before the page came from one that ends now', () => {
    const result = { passed: true, cause: 'passed', redirect_url: null } as const;
    expect(run(read('finished', { result })).view).toEqual({ at: 'finished', already: true });
    const judged = transition(at({ at: 'waiting', stage: 'judging' }), read('finished', { result }));
    expect(judged.view).toEqual({ at: 'finished', already: false });
  });

  it.each([
    ['timed_out', 'expired'],
    ['left', 'left'],
    ['consent_declined', 'declined'],
  ] as const)('that ended as %s is shown as %s', (cause, how) => {
    const ended = run(read('finished', { result: { passed: false, cause, redirect_url: null } }));
    expect(ended.view).toEqual({ at: 'ended', how });
  });

  it('keeps the patience of a screen that only polls', () => {
    const waiting = at({ at: 'waiting', stage: 'judging' }, session('judging'));
    const slow = transition(waiting, { type: 'patience_over' });
    expect(transition(slow, read('judging')).slow).toBe(true);
  });

  it('with a failed attempt says why before the next', () => {
    const last = { cause: 'too_dark' } as const;
    const face = { level: 2, attempts_left: 2, attempt_s: 45, last };
    const failed = transition(at({ at: 'waiting', stage: 'judging' }), read('face', { face }));
    expect(failed.view).toEqual({ at: 'attempt_failed', cause: 'too_dark' });
    expect(transition(failed, { type: 'try_again' }).view).toEqual({ at: 'camera', purpose: 'face' });
  });
});

describe('the card', () => {
  it('goes from side to side, and is ordered to be read after the last', () => {
    let model = run(read('card'), { type: 'camera_wanted' });
    expect(model.view).toEqual({ at: 'camera', purpose: 'front' });
    for (const side of ['front', 'back'] as const) {
      model = transition(model, { type: 'camera_opened' });
      expect(model.view).toMatchObject({ at: 'card_aim', side });
      model = transition(model, { type: 'photo_taken', photo: PHOTO, hint: null });
      model = transition(model, { type: 'photo_kept' });
      expect(model.view).toMatchObject({ at: 'card_sending', side });
      model = transition(model, { type: 'sent' });
    }
    expect(model.view.at).toBe('card_ordering');
  });

  it.each(['missing', 'denied', 'in_use', 'insecure'] as const)('can be a file when the camera is %s', (trouble) => {
    const without = transition(at({ at: 'camera', purpose: 'back' }), { type: 'camera_failed', trouble });
    const chosen = transition(without, { type: 'photo_taken', photo: PHOTO, hint: null });
    expect(chosen.view).toMatchObject({ at: 'card_check', side: 'back' });
  });

  it('is photographed again when the server cannot open the picture', () => {
    const sending = at({ at: 'card_sending', side: 'back', photo: PHOTO, progress: 0.4 });
    const refused = transition(sending, { type: 'refused', cause: 'media_undecodable' });
    expect(refused.view).toMatchObject({ at: 'card_aim', side: 'back', notice: 'file_unreadable' });
  });

  it('opens the camera at once for a retake', () => {
    const confirming = at({ at: 'card_confirm', sending: { order: 'retake' } }, session('card_confirm'));
    expect(transition(confirming, read('card')).view).toEqual({ at: 'camera', purpose: 'front' });
  });
});

describe('the face', () => {
  it.each([
    [{ type: 'hidden' }, 'hidden'],
    [{ type: 'camera_lost' }, 'camera'],
    [{ type: 'unreachable' }, 'network'],
    [{ type: 'interrupted', why: 'too_slow' }, 'too_slow'],
  ] as const)('attempt is broken off by %o and can be done again', (event, why) => {
    const broken = transition(at(FACE_RUN), event);
    expect(broken.view).toEqual({ at: 'interrupted', why });
    expect(transition(broken, { type: 'try_again' }).view).toEqual({ at: 'camera', purpose: 'face' });
  });

  it('is followed from prompt to prompt', () => {
    const prompt = transition(at(FACE_RUN), { type: 'prompt', index: 1, action: 'nod' });
    expect(prompt.view).toMatchObject({ phase: 'prompt', action: 'nod', index: 1 });
    expect(transition(prompt, { type: 'action_seen' }).view).toMatchObject({ phase: 'seen' });
    expect(transition(prompt, { type: 'recorded', recording: RECORDING }).view.at).toBe('face_sending');
  });

  it('that breaks off in the last attempt is over', () => {
    const face = { level: 2, attempts_left: 1, attempt_s: 45, last: null };
    const last = transition(at(FACE_RUN, session('face', { face })), { type: 'attempt_begun', steps: 2 });
    expect(last.session?.face?.attempts_left).toBe(0);
    expect(transition(last, { type: 'hidden' }).view).toEqual({ at: 'ended', how: 'used_up' });
    expect(transition(last, { type: 'recorded', recording: RECORDING }).view.at).toBe('face_sending');
  });

  it('has no way on where no attempt is left', () => {
    const face = { level: 2, attempts_left: 0, attempt_s: 45, last: null };
    expect(run(read('face', { face })).view).toEqual({ at: 'ended', how: 'used_up' });
  });

  it('hidden while it is only being placed goes on', () => {
    const aiming: View = { at: 'face_aim', hint: null, guided: true, steady: false };
    expect(transition(at(aiming), { type: 'hidden' }).view).toBe(aiming);
  });
});

describe('trouble', () => {
  it('leads back to where it happened, with the same work begun anew', () => {
    const sending = at({ at: 'face_sending', recording: RECORDING, progress: 0.7 });
    const lost = transition(sending, { type: 'unreachable' });
    const again = transition(lost, { type: 'try_again' });
    expect(again.view).toBe(sending.view);
    expect(effectKey(again)).not.toBe(effectKey(sending));
  });

  it.each(['step_out_of_order', 'process_finished', 'attempts_used_up'] as const)('%s reads the session', (cause) => {
    const confused = transition(at({ at: 'card_ordering' }), { type: 'refused', cause });
    expect(confused.view.at).toBe('opening');
    expect(transition(confused, read('judging')).view.at).toBe('waiting');
  });

  it.each([
    ['token_illegal', 'link_invalid'],
    ['process_expired', 'expired'],
  ] as const)('%s ends as %s', (cause, how) => {
    expect(transition(at(FACE_RUN), { type: 'refused', cause }).view).toEqual({ at: 'ended', how });
  });

  it('of time ends what is not handed in, and nothing else', () => {
    expect(transition(at(FACE_RUN), { type: 'time_over' }).view).toEqual({ at: 'ended', how: 'expired' });
    const judging = at({ at: 'waiting', stage: 'judging' }, session('judging'));
    expect(transition(judging, { type: 'time_over' })).toBe(judging);
  });
});

describe('leaving', () => {
  it('is asked, and only then done', () => {
    const asked = transition(at(FACE_RUN), { type: 'leave_asked' });
    expect(asked.view).toEqual(FACE_RUN);
    expect(asked.askingToLeave).toBe(true);
    expect(transition(asked, { type: 'leave_cancelled' }).askingToLeave).toBe(false);
    const going = transition(asked, { type: 'leave_confirmed' });
    expect(going.view.at).toBe('leaving');
    expect(transition(going, { type: 'left' }).view).toEqual({ at: 'ended', how: 'left' });
  });
});

describe('what a view needs', () => {
  const waitingViews: View[] = [
    { at: 'opening' },
    { at: 'consent', sending: 'accept', missing: false },
    { at: 'camera', purpose: 'face' },
    { at: 'card_sending', side: 'front', photo: PHOTO, progress: 0 },
    { at: 'card_ordering' },
    { at: 'waiting', stage: 'judging' },
    { at: 'card_confirm', sending: { order: 'retake' } },
    { at: 'face_aim', hint: null, guided: true, steady: false },
    { at: 'face_sending', recording: RECORDING, progress: 0 },
    { at: 'leaving' },
  ];

  it.each(waitingViews)('$at does not wait for ever', (view) => {
    expect(patience(view)).toBeGreaterThan(0);
    expect(transition(at(view), { type: 'patience_over' }).slow).toBe(true);
  });

  it('is a camera only where one is shown', () => {
    expect(cameraFor(FACE_RUN)).toBe('user');
    expect(cameraFor({ at: 'card_check', side: 'front', photo: PHOTO, hint: null })).toBe('environment');
    expect(cameraFor({ at: 'face_sending', recording: RECORDING, progress: 0 })).toBeNull();
    expect(cameraFor({ at: 'interrupted', why: 'hidden' })).toBeNull();
  });

  it('is a way back by itself only when passed and the result page is skipped', () => {
    const page = { ...session('finished').page, skip_result: true };
    const done = (passed: boolean): Model =>
      at({ at: 'finished', already: false }, session('finished', {
        page,
        result: { passed, cause: passed ? 'passed' : 'no_face', redirect_url: 'https://shop.example/' },
      }));
    expect(returnsByItself(done(true))).toBe(true);
    expect(returnsByItself(done(false))).toBe(false);
  });

  it('counts the steps that this process really has', () => {
    const alone = session('face', { card: null, consent: { version: '1', required: false } });
    expect(progressOf(at({ at: 'face_intro' }, alone))).toEqual({ now: 0, all: 2 });
    expect(progressOf(at({ at: 'face_intro' }))).toEqual({ now: 2, all: 4 });
  });
});
