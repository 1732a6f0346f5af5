// The words that server and page share; a test compares each list with the server's own.

/** Why a process or an attempt ended: the names of `openekyc.domain.causes`. */
export const CAUSES = [
  'passed',
  'video_missing',
  'video_unreadable',
  'video_too_short',
  'no_face',
  'face_lost',
  'several_faces',
  'face_too_far',
  'face_blurred',
  'too_dark',
  'too_bright',
  'spoof_suspected',
  'action_missing',
  'liveness_inconclusive',
  'liveness_engine_failed',
  'not_same_person',
  'reference_no_face',
  'reference_several_faces',
  'reference_poor',
  'comparison_failed',
  'never_opened',
  'timed_out',
  'left',
  'consent_declined',
  'attempts_used_up',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What was seen wrong with a card's picture. */
export const CARD_HINTS = [
  'border',
  'photocopy',
  'recapture',
  'edited',
  'glare',
  'blur',
  'too_small',
  'wrong_kind',
  'side_missing',
  'unreadable',
  'number_check',
  'expired',
  'no_portrait',
] as const;
export type CardHint = (typeof CARD_HINTS)[number];

/** What a person can be asked to do. */
export const ACTIONS = ['blink', 'mouth', 'nod', 'shake'] as const;
export type Action = (typeof ACTIONS)[number];

export type Side = 'front' | 'back';
