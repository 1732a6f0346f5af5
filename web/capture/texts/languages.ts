// The languages of the page and how one is chosen.
import { en } from './en';
import { id } from './id';
import { th } from './th';
import type { Texts } from './texts';
import { zhCn } from './zh-cn';
import { zhTc } from './zh-tc';

export const LANGUAGES = ['en', 'zh-cn', 'zh-tc', 'th', 'id'] as const;
export type Language = (typeof LANGUAGES)[number];

export const TEXTS: Readonly<Record<Language, Texts>> = { en, 'zh-cn': zhCn, 'zh-tc': zhTc, th, id };

/** What `lang` says in HTML. */
export const LANG_TAGS: Readonly<Record<Language, string>> = {
  en: 'en',
  'zh-cn': 'zh-Hans',
  'zh-tc': 'zh-Hant',
  th: 'th',
  id: 'id',
};

/** The first wish that names a language of the page: the attribute, the session's, then the browser's. */
export function chooseLanguage(...wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const found = wish && match(wish.toLowerCase().replace('_', '-'));
    if (found) return found;
  }
  return 'en';
}

function match(wish: string): Language | undefined {
  if (/^zh-(tc|hant|tw|hk|mo)/.test(wish)) return 'zh-tc';
  if (wish.startsWith('zh')) return 'zh-cn';
  return LANGUAGES.find((each) => wish === each || wish.startsWith(`${each}-`));
}
