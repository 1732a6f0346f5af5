// The languages' promises: the same keys, the same placeholders, no forgotten English, and a choice that always ends.
import { describe, expect, it } from 'vitest';
import { browserOf } from '../capture/texts/browser';
import { chooseLanguage, LANGUAGES, TEXTS } from '../capture/texts/languages';
import { fill } from '../capture/texts/texts';

function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  return new Map(Object.entries(value as object).flatMap(([key, inner]) => [...flat(inner, `${path}.${key}`)]));
}
const english = flat(TEXTS.en);
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
/** Names that are the same in every language. */
const SAME = new Set(['.causes.passed.1']);

describe.each(LANGUAGES.filter((each) => each !== 'en'))('%s', (language) => {
  const texts = flat(TEXTS[language]);
  it('has exactly the keys of English', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it('has the same placeholders and leaves nothing in English', () => {
    for (const [key, text] of texts) {
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''));
      if (!SAME.has(key)) expect(text, key).not.toBe(english.get(key));
    }
  });
});

it('every cause but success says what to do', () => {
  for (const [cause, [what, todo]] of Object.entries(TEXTS.en.causes)) {
    expect(what, cause).not.toBe('');
    expect(todo === '', cause).toBe(cause === 'passed');
  }
});

it.each([
  [['zh-cn'], 'zh-cn'],
  [['', 'zh-tc'], 'zh-tc'],
  [[null, undefined, 'zh-Hant-HK'], 'zh-tc'],
  [['zh-TW'], 'zh-tc'],
  [['zh'], 'zh-cn'],
  [['id-ID'], 'id'],
  [['th_TH'], 'th'],
  [['fr', 'de'], 'en'],
  [['idx'], 'en'],
] as const)('the wishes %o choose %s', (wishes, language) => {
  expect(chooseLanguage(...wishes)).toBe(language);
});

it('numbers are put into sentences', () => {
  expect(fill('Step {now} of {all}', { now: 1, all: 3 })).toBe('Step 1 of 3');
});

it.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1', 'safari_ios'],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36', 'chrome_android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0', 'firefox'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15', 'safari'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/124.0 Safari/537.36', 'chrome'],
])('the camera help for %s is that of %s', (agent, kind) => {
  expect(browserOf(agent)).toBe(kind);
});
