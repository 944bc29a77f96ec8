import { i18n } from '@lingui/core';

export const locales = { en: 'English', ja: '日本語', 'zh-Hant': '繁體中文' } as const;
export type Locale = keyof typeof locales;

const KEY = 'baton.locale';

/** The one chosen here, else the first of the browser's languages that we speak. */
export function pickLocale(stored: string | null, wanted: readonly string[]): Locale {
  if (stored && stored in locales) return stored as Locale;
  for (const tag of wanted) {
    const lower = tag.toLowerCase();
    if (lower.startsWith('ja')) return 'ja';
    if (/^zh-(hant|tw|hk|mo)/.test(lower) || lower === 'zh') return 'zh-Hant';
    if (lower.startsWith('en')) return 'en';
  }
  return 'en';
}

export const currentLocale = () => pickLocale(localStorage.getItem(KEY), navigator.languages);

export async function activate(locale: Locale) {
  const { messages } = await import(`../locales/${locale}.po`);
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

export async function choose(locale: Locale) {
  localStorage.setItem(KEY, locale);
  await activate(locale);
}
