/**
 * Common functions of all screens that render nothing: words, times, numbers, drafts, addresses, and the meaning of a
 * campaign's state.
 *
 * Screens import Lit from here: `import { LitElement, html, svg, none, repeat } from '../core.js'` (`none` is Lit's
 * `nothing`). `class Screen extends LitElement` is light DOM and has `params` and `query`; a screen that extends it
 * adds its own `static properties = {...Screen.properties, …}` and sets their first values in its constructor, never as
 * class fields.
 *
 * Words: `t(key, params)`; numbers in the params are formatted for the language, `count` selects the plural. A key
 * without words returns the key itself; `has(key)` checks this. `await setLanguage('es')` loads the other words;
 * shell.js then renders everything again.
 *
 * Times: `instant(iso, zone, {seconds})` → "Mon 30 Nov, 09:00"; `day(iso, zone)`; `clock(iso, zone, {seconds})`;
 * `countdown(iso)` → "in 2 h 10 min"; `ago(iso)`; `duration(seconds)` → "2 h 10 min"; `zoneName(zone)` → "Mexico City".
 * `localToInstant(parts, zone)` → `{iso, later, gap}`: `later` is the second instant of an hour that occurs twice,
 * otherwise null; `gap` means that the hour does not exist, and `iso` is the end of the gap. `zoneNow(zone)` returns
 * `{year, month, day, hour, minute, second, weekday (0 = Monday), text: '10:04', date: '2026-11-30'}`.
 *
 * Text of other people: `text(value)` → Lit template; `plain(value)` → string, for `title`, `aria-label` and `confirm`
 * texts.
 *
 * Addresses: paths have no `/console/` prefix: `go('campaigns/1/contacts', {status: 'failed'})`, `link(path, query)`
 * for `href`, `here()` → `{path, query}`; `go(path, query, {replace: true})` for filters. Null or '' values are
 * omitted.
 *
 * Codes (state.js): `stateOf(campaign)`, `waitingSentence(waiting, campaign)`, `timelineSentence(entry, zone)`,
 * `reasonWords(code)`, `contactStatus(status, channel)` → `{word, tone}`, by the words of the section "codes".
 */
import { LitElement, html, svg, nothing as none } from './vendor/lit-element/lit-element.js';
import { LANGUAGE, WORDS } from './app.js';
import { repeat } from './vendor/lit-html/directives/repeat.js';

export { LitElement, html, svg, none, repeat };
export { stateOf, waitingSentence, timelineSentence, reasonWords, contactStatus } from './state.js';

// --- Words

let words = {};
let current = 'en';
let locale = 'en-GB';
let plurals = new Intl.PluralRules('en-GB');

/** 'en' or 'es'. */
export function language() {
    return current;
}

/**
 * Loads the words of a language. Spanish without a country uses the formats of Mexico, because plain `es` writes 1234
 * without a separator.
 */
export async function setLanguage(tag, keep = false) {
    const loaded = await WORDS[tag === 'es' ? 'es' : 'en']();
    words = loaded.words;
    current = tag === 'es' ? 'es' : 'en';
    const regional = navigator.languages.find(one => one.startsWith(`${current}-`));
    locale = regional ?? (current === 'es' ? 'es-MX' : 'en-GB');
    plurals = new Intl.PluralRules(locale);
    formats.clear();
    document.documentElement.lang = current;
    if (keep) {
        sessionStorage.setItem(LANGUAGE, current);
    }
}

export function has(key) {
    return Object.hasOwn(words, key);
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
    const found = words[key];
    if (found === undefined) {
        return key;
    }
    const text = typeof found === 'string' ? found : (found[plurals.select(params.count)] ?? found.other);
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
        const value = params[name];
        if (value === undefined || value === null) {
            return whole;
        }
        return typeof value === 'number' ? number(value) : value;
    });
}

// --- Numbers

/** @type {Map<string, Intl.NumberFormat | Intl.DateTimeFormat>} */
const formats = new Map();

function format(name, make) {
    if (!formats.has(name)) {
        formats.set(name, make());
    }
    return formats.get(name);
}

/** 12,431 */
export function number(value) {
    return format('number', () => new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: 'always' }))
        .format(value);
}

/** 48.2 %; – if the whole is 0. */
export function share(part, whole) {
    if (!whole) {
        return '–';
    }
    const style = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return format('share', () => new Intl.NumberFormat(locale, style)).format(part / whole);
}

/** An amount in its currency, with the currency code if the sign is ambiguous. */
/** An amount; a price or a limit set by a user is `exact`, with up to six decimals. */
export function money(amount, currency, exact = false) {
    const style = { style: 'currency', currency, currencyDisplay: 'code' };
    return format(`money ${currency} ${exact}`, () => {
        return new Intl.NumberFormat(locale, exact ? { ...style, maximumFractionDigits: 6 } : style);
    }).format(amount);
}

// --- Times

function partsOf(iso, zone) {
    const style = {
        timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
        second: '2-digit', hourCycle: 'h23'
    };
    const found = {};
    for (const { type, value } of format(`parts ${zone}`, () => new Intl.DateTimeFormat('en-US', style))
        .formatToParts(new Date(iso))) {
        found[type] = Number(value);
    }
    return found;
}

/** Mon 30 Nov, with the year if it is not the current one. */
export function day(iso, zone) {
    const style = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
    const found = {};
    for (const { type, value } of format(`day ${zone}`, () => new Intl.DateTimeFormat(locale, style))
        .formatToParts(new Date(iso))) {
        found[type] = value.replace('.', '');
    }
    const year = partsOf(iso, zone).year === partsOf(Date.now(), zone).year ? '' : ` ${found.year}`;
    return `${found.weekday} ${found.day} ${found.month}${year}`;
}

const two = value => String(value).padStart(2, '0');

/** 09:00, always in the 24-hour format. */
export function clock(iso, zone, { seconds = false } = {}) {
    const { hour, minute, second } = partsOf(iso, zone);
    return `${two(hour)}:${two(minute)}${seconds ? `:${two(second)}` : ''}`;
}

/** Mon 30 Nov, 09:00 */
export function instant(iso, zone, options) {
    return `${day(iso, zone)}, ${clock(iso, zone, options)}`;
}

/** 2 h 10 min: in seconds below two minutes, in minutes below an hour, in hours below a day, otherwise in days. */
export function duration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 120) {
        return t('unit.s', { n: whole });
    }
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) {
        return t('unit.min', { n: minutes });
    }
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
        return joined(t('unit.h', { n: hours }), minutes % 60, 'unit.min');
    }
    const days = Math.floor(hours / 24);
    return joined(t('unit.day', { n: days, count: days }), hours % 24, 'unit.h');
}

function joined(first, rest, unit) {
    return rest === 0 ? first : `${first} ${t(unit, { n: rest })}`;
}

/** in 2 h 10 min; "now" if it is past. Render it within `live()` of parts.js, so that it is updated. */
export function countdown(iso) {
    const left = (Date.parse(iso) - Date.now()) / 1000;
    return left < 1 ? t('time.now') : t('time.in', { duration: duration(left) });
}

/** 3 s ago */
export function ago(iso) {
    const past = (Date.now() - Date.parse(iso)) / 1000;
    return past < 1 ? t('time.just_now') : t('time.ago', { duration: duration(past) });
}

/** Mexico City */
export function zoneName(zone) {
    const city = zone.split('/').pop().replaceAll('_', ' ');
    return (language() === 'es' && CITIES[city]) || city;
}

/** Spanish names of the zones' cities, if they differ: the browser translates zones, but not their cities. */
const CITIES = {
    'Mexico City': 'Ciudad de México', Cancun: 'Cancún', Merida: 'Mérida', Mazatlan: 'Mazatlán', Bogota: 'Bogotá',
    Asuncion: 'Asunción', Panama: 'Panamá', Havana: 'La Habana', 'New York': 'Nueva York', 'Los Angeles': 'Los Ángeles',
    'Sao Paulo': 'São Paulo', Cordoba: 'Córdoba', London: 'Londres', Paris: 'París', Berlin: 'Berlín', Rome: 'Roma',
    Lisbon: 'Lisboa'
};

/** The offset of a zone from UTC at an instant, in minutes. */
export function offsetOf(iso, zone) {
    const { year, month, day: date, hour, minute, second } = partsOf(iso, zone);
    const local = Date.UTC(year, month - 1, date, hour, minute, second);
    return Math.round((local - Math.floor(new Date(iso).getTime() / 1000) * 1000) / 60_000);
}

/** The zone, and its difference from the browser's zone. */
export function zoneNote(zone) {
    const apart = -new Date().getTimezoneOffset() - offsetOf(Date.now(), zone);
    if (apart === 0) {
        return t('part.zone', { zone: zoneName(zone) });
    }
    const hours = duration(Math.abs(apart) * 60);
    const difference = t(apart > 0 ? 'part.later' : 'part.earlier', { hours });
    return t('part.zone_yours', { zone: zoneName(zone), difference });
}

/** @returns the current local time in the zone */
export function zoneNow(zone, at = Date.now()) {
    const { year, month, day: date, hour, minute, second } = partsOf(at, zone);
    const weekday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
    return {
        year, month, day: date, hour, minute, second, weekday,
        text: `${two(hour)}:${two(minute)}`,
        date: `${year}-${two(month)}-${two(date)}`
    };
}

/**
 * The instant of a local time: guess UTC, read the zone's offset there, correct twice.
 *
 * @param {{year: number, month: number, day: number, hour: number, minute: number}} local
 * @returns {{iso: string, later: ?string, gap: boolean}}
 */
export function localToInstant({ year, month, day: date, hour, minute }, zone) {
    const wall = Date.UTC(year, month - 1, date, hour, minute);
    const MINUTE = 60_000;
    const DAY = 86_400_000;
    const before = offsetOf(wall - DAY, zone);
    const after = offsetOf(wall + DAY, zone);
    const candidates = [...new Set([before, after])]
        .map(offset => ({ at: wall - offset * MINUTE, offset }))
        .filter(({ at, offset }) => offsetOf(at, zone) === offset)
        .map(({ at }) => at)
        .sort((a, b) => a - b);
    const iso = at => new Date(at).toISOString();
    if (candidates.length > 0) {
        return { iso: iso(candidates[0]), later: candidates.length > 1 ? iso(candidates[1]) : null, gap: false };
    }
    let low = wall - Math.max(before, after) * MINUTE;
    let high = wall - Math.min(before, after) * MINUTE;
    while (high - low > MINUTE) {
        const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
        if (offsetOf(middle, zone) === before) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return { iso: iso(high), later: null, gap: true };
}

// --- Text of other people

const SIGNS = new RegExp(
    '[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E' +
        '\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB]|[\\u{E0000}-\\u{E007F}]',
    'gu'
);
const JOINED = /(?<=\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200D(?=\p{Extended_Pictographic})/gu;

function named(sign) {
    return `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Another person's text as a string in which each control, bidi and zero-width character is replaced by its name. */
export function plain(value) {
    const kept = String(value ?? '').replace(JOINED, '\uE000');
    return kept.replace(SIGNS, named).replaceAll('\uE000', '\u200D');
}

/** Another person's text without invisible characters, as the initial value of a new text. */
export function visible(value) {
    return String(value ?? '').replace(SIGNS, sign => (sign === '\u200D' ? sign : ''));
}

/** Another person's text as a template, isolated from the text direction of its environment. */
export function text(value) {
    const pieces = plain(value).split(/(⟨U\+[0-9A-F]{4,6}⟩)/);
    const shown = pieces.map((piece, index) => (index % 2 ? html`<span class="sign">${piece}</span>` : piece));
    return html`<bdi>${shown}</bdi>`;
}

// --- Drafts

/** The typed values of a form, kept in sessionStorage under its name until they are saved. */
export function draft(name) {
    const key = `vuelta.draft.${name}`;
    return {
        /** @returns {*} the stored value, or null */
        get() {
            try {
                return JSON.parse(sessionStorage.getItem(key) ?? 'null');
            } catch {
                return null;
            }
        },
        set(value) {
            try {
                sessionStorage.setItem(key, JSON.stringify(value));
            } catch {
                // The storage is full: the form itself still holds what was typed.
            }
        },
        drop() {
            sessionStorage.removeItem(key);
        }
    };
}

// --- Addresses

const BASE = '/console/';

export function link(path, query = {}) {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== null && value !== undefined && value !== '') {
            asked.set(name, value);
        }
    }
    const tail = asked.toString();
    return BASE + path + (tail ? `?${tail}` : '');
}

/** @returns {{path: string, query: Record<string, string>}} */
export function here() {
    const path = decodeURI(location.pathname).replace(/^\/console\/?/, '').replace(/\/$/, '');
    return { path, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

export function go(path, query = {}, { replace = false } = {}) {
    const target = link(path, query);
    if (target !== location.pathname + location.search) {
        history[replace ? 'replaceState' : 'pushState'](null, '', target);
    }
    window.dispatchEvent(new CustomEvent('vu-route', { detail: { replace } }));
}

// --- Elements

/** A screen: light DOM, so that labels, ids and the one style sheet reach everything. */
export class Screen extends LitElement {
    static properties = { params: { attribute: false }, query: { attribute: false } };

    constructor() {
        super();
        this.params = {};
        this.query = {};
    }

    createRenderRoot() {
        return this;
    }
}
