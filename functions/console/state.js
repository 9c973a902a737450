/**
 * The meaning of a campaign's state, and codes as sentences. Screens import it through core.js.
 *
 * - `stateOf(campaign)` → `{tone, icon, word, sentence, until}`, the only description of a campaign's state for all
 *   screens. `tone` is 'working', 'waits' (continues by itself), 'needs' (a user must act), 'over' or 'idle'. Sentences
 *   contain countdowns: render them within `live(() => …)` of parts.js.
 * - Words of the section "codes": `waiting.<reason>` is the first sentence, `waiting.<reason>.until` the one that needs
 *   {T} and {c}. Params: T, c, k (attempts under way, or answers awaited), n (concurrency or daily limit), name, why,
 *   round. `timeline.<CODE>` has {T}, {n} (number of the attempt), {k} (the variable part of the code); † at its end
 *   stands for `timeline.next_try` {T}; a text that begins in lower case is a clause after `timeline.did_not_begin` {n}
 *   or `timeline.not_tried`. A code without words is shown by the API's own sentence.
 */
import { whenRead } from './api.js';
import { clock, countdown, duration, has, instant, language, plain, t } from './core.js';

const WORKING = ['concurrency', 'throttle', 'line_rate', 'line_concurrency', 'counting', 'budget'];
const NEEDS = ['line_error', 'suppression_list'];
const FAMILIES = ['HTTP', 'SIP', 'WHATSAPP_TEMPLATE', 'WHATSAPP', 'TWILIO', 'AGENT', 'CYCLE', 'LEFT_OUT'];
const MARKS = { '[': '\uE001', ']': '\uE002', '{': '\uE003', '}': '\uE004' };
const SIGNS = Object.fromEntries(Object.entries(MARKS).map(([sign, mark]) => [mark, sign]));
const CHECKING_SECONDS = 30;
const LATE_SECONDS = 120;

/**
 * `detail` is the information of the sentence in addition to the word.
 * @typedef {{tone: 'working' | 'waits' | 'needs' | 'over' | 'idle', icon: string, word: string, sentence: string,
 *     detail: string, until: ?string}} State
 */

/**
 * @param {Object} campaign a campaign of the API
 * @returns {State}
 */
export function stateOf(campaign) {
    const { status } = campaign;
    if (campaign.archived) {
        const sentence = t('state.archived.sentence', { status: t(`campaignStatus.${status}`) });
        return state('idle', 'archive', t('status.archived'), sentence);
    }
    switch (status) {
        case 'active':
            return activeState(campaign);
        case 'cooldown':
            return waitingState(campaign.waiting ?? betweenRounds(campaign), campaign);
        case 'inactive':
            return campaign.paused_because ? stoppedState(campaign) : settled('idle', 'pause', status);
        case 'finished':
            return settled('over', 'done', status);
        case 'cancelled':
            return settled('idle', 'cross', status);
        default:
            return settled('idle', status === 'pending' ? 'draft' : 'ready', status);
    }
}

function state(tone, icon, word, sentence, until = null, detail = sentence) {
    return { tone, icon, word, sentence, detail, until };
}

function settled(tone, icon, status) {
    return state(tone, icon, t(`campaignStatus.${status}`), t(`state.${status}.sentence`));
}

function betweenRounds(campaign) {
    const next = campaign.cycle?.next_at ?? null;
    return { reason: 'cooldown', until: next, next_at: next, text: t('state.cooldown') };
}

function activeState(campaign) {
    if (campaign.waiting) {
        return waitingState(campaign.waiting, campaign);
    }
    const word = underWay(campaign);
    return word === null
        ? state('working', 'run', t('state.starting'), t('state.starting.sentence'))
        : state('working', 'run', word, `${word}.`);
}

function underWay(campaign) {
    const k = campaign.analytics?.in_flight ?? 0;
    return k === 0 ? null : t(campaign.integration_type === 'whatsapp' ? 'state.sending' : 'state.calling', { k });
}

function stoppedState(campaign) {
    const { reason, at } = campaign.paused_because;
    const T = instant(at, campaign.timezone);
    const why = stoppedWords(reason);
    const sentence = t('state.stopped.sentence', { T, why });
    return state('needs', 'alert', t('state.stopped'), sentence, null, t('state.stopped.detail', { T, why }));
}

function stoppedWords(reason) {
    const known = `paused.${reason}`;
    return has(known) ? t(known) : lowered(reasonWords(reason) ?? reason);
}

function waitingState(waiting, campaign) {
    const { reason } = waiting;
    const until = waiting.next_at ?? waiting.until ?? null;
    const word = has(`state.${reason}`) ? t(`state.${reason}`) : reason;
    const past = at => (until ? (at - Date.parse(until)) / 1000 : 0);
    if (past(Date.now()) > CHECKING_SECONDS) {
        const T = instant(until, campaign.timezone);
        const late = past(whenRead(campaign));
        return late > LATE_SECONDS
            ? state('needs', 'alert', t('state.late.word'), t('state.late', { late: duration(late), T }), until)
            : state('waits', 'wait', word, t('state.checking', { T }), until);
    }
    const never = reason === 'window' && !until;
    const parts = waitingParts(waiting, campaign);
    const sentence = waitingSentence(waiting, campaign);
    if (NEEDS.includes(reason) || never) {
        return state('needs', 'alert', word, sentence, until);
    }
    if (WORKING.includes(reason)) {
        const doing = reason === 'counting' ? null : underWay(campaign);
        return state('working', 'run', doing ?? word, sentence, until);
    }
    return state('waits', 'wait', word, sentence, until, parts.at(-1));
}

/** Why an active campaign makes no attempts, when it continues, and the countdown to that. */
export function waitingSentence(waiting, campaign) {
    const until = waiting.next_at ?? waiting.until;
    if (waiting.reason === 'scheduled_start' && until) {
        return t('state.scheduled_start.sentence', { T: instant(until, campaign.timezone), c: countdown(until) });
    }
    return waitingParts(waiting, campaign).join(' ');
}

function waitingParts(waiting, campaign) {
    const { reason } = waiting;
    const until = waiting.next_at ?? waiting.until ?? null;
    const params = {
        k: waiting.answers ?? campaign.analytics?.in_flight ?? 0,
        n: reason === 'daily_limit' ? campaign.message_limit : campaign.concurrency,
        round: campaign.cycle?.number ?? 0,
        name: waiting.name ?? '',
        number: campaign.integration?.number ?? '',
        why: lowered(reasonWords(waiting.code) ?? waiting.message ?? waiting.code ?? ''),
        T: until ? instant(until, campaign.timezone) : '',
        c: until ? countdown(until) : ''
    };
    const key = reason === 'window' && !until ? 'waiting.window.never' : `waiting.${reason}`;
    if (!has(key)) {
        return [waiting.text ?? reason];
    }
    const first = reason === 'cooldown' && params.round === 0 ? t('state.first_pass') : t(key, params);
    return until && has(`${key}.until`) ? [first, t(`${key}.until`, params)] : [first];
}

/** A code of a timeline, a provider or a failure in words, without the additions of the timeline; null if unknown. */
export function reasonWords(code) {
    const found = wordsOf(code);
    const words = found && filled(found.key, { k: found.varies });
    return words ? words.replace(/\s*†$/, '').replace(/\.$/, '') : null;
}

function wordsOf(code) {
    if (!code) {
        return null;
    }
    if (has(`timeline.${code}`)) {
        return { key: `timeline.${code}`, varies: '' };
    }
    const family = FAMILIES.find(one => code.startsWith(`${one}_`) && has(`timeline.${one}`));
    return family ? { key: `timeline.${family}`, varies: code.slice(family.length + 1) } : null;
}

/**
 * The words of a key, without the [parts] whose placeholders have no value. Brackets and braces within a value stay.
 */
function filled(key, params) {
    const given = {};
    for (const [name, value] of Object.entries(params)) {
        if (value !== '' && value !== null && value !== undefined) {
            given[name] = typeof value === 'string' ? value.replace(/[[\]{}]/g, sign => MARKS[sign]) : value;
        }
    }
    const whole = t(key, given).replace(/\[([^\]]*)\]/g, (found, part) => (/\{\w+\}/.test(part) ? '' : part));
    return /\{\w+\}/.test(whole) ? null : whole.replace(/[\uE001-\uE004]/g, mark => SIGNS[mark]);
}

/**
 * An entry of a contact's timeline as a sentence.
 *
 * @param {Object} entry an entry of the API
 * @param {string} zone the campaign's time zone; an entry with another zone contains it
 */
export function timelineSentence(entry, zone) {
    const found = wordsOf(entry.what) ?? wordsOf(entry.code);
    if (!found) {
        return entry.text ?? entry.what ?? entry.code;
    }
    const shownIn = entry.details?.zone ?? zone;
    const at = entry.planned_for ?? entry.next_at ?? entry.until ?? null;
    let sentence = filled(found.key, {
        ...detailsOf(entry, shownIn),
        n: entry.attempt ?? '',
        k: found.varies || (entry.what ?? '').replace(`${entry.code}_`, ''),
        T: at ? timeIn(at, entry.at, shownIn) : ''
    });
    if (sentence === null) {
        return entry.text ?? entry.what ?? entry.code;
    }
    if (sentence.endsWith('†')) {
        const next = entry.next_at ?? entry.until;
        const more = next ? ` ${t('timeline.next_try', { T: timeIn(next, entry.at, shownIn) })}` : '';
        sentence = sentence.slice(0, -1).trimEnd() + more;
    }
    if (!isClause(sentence)) {
        return sentence;
    }
    return entry.kind === 'not_tried' || !entry.attempt
        ? `${t('timeline.not_tried')} ${sentence}`
        : `${t('timeline.did_not_begin', { n: entry.attempt })} ${sentence}`;
}

/** Other values of a sentence in readable form: instants as times, codes and statuses as words. */
function detailsOf(entry, zone) {
    const shown = {};
    for (const [name, value] of Object.entries(entry.details ?? {})) {
        if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) {
            shown[name] = timeIn(value, entry.at, zone);
        } else if (name === 'status') {
            shown[name] = has(`contactStatus.${value}`) ? t(`contactStatus.${value}`) : value;
        } else if (name === 'channel') {
            shown[name] = has(`channel.${value}`) ? t(`channel.${value}`) : value;
        } else if (name === 'cause') {
            shown[name] = lowered((reasonWords(value) ?? String(value)).split('. ')[0]);
        } else if (name === 'source') {
            shown[name] = has(`dnc.source.${value}`) ? t(`dnc.source.${value}`) : plain(value);
        } else {
            shown[name] = typeof value === 'number' ? value : plain(value);
        }
    }
    return shown;
}

/** Only the time if it is on the day of the entry; with seconds if it is within a minute of the entry. */
function timeIn(iso, from, zone) {
    const sameDay = from && instant(iso, zone).slice(0, -5) === instant(from, zone).slice(0, -5);
    const near = from && Math.abs(Date.parse(iso) - Date.parse(from)) < 60_000;
    return sameDay ? clock(iso, zone, { seconds: near }) : instant(iso, zone);
}

function isClause(sentence) {
    return /^\p{Ll}/u.test(sentence);
}

function lowered(sentence) {
    return /^\p{Lu}\p{Ll}/u.test(sentence) && !/^(WhatsApp|Twilio)/.test(sentence)
        ? sentence.charAt(0).toLocaleLowerCase(language()) + sentence.slice(1)
        : sentence;
}

const TONES = {
    queue: 'idle', sending: 'working', retrying: 'waits', answered: 'over', voicemail: 'waits', delivered: 'over',
    read: 'over', accepted: 'over', rejected: 'idle', converted: 'over', failed: 'needs', skipped: 'idle',
    suppressed: 'idle'
};
const ICONS = {
    queue: 'draft', sending: 'run', retrying: 'again', answered: 'done', voicemail: 'voicemail', delivered: 'done',
    read: 'done', accepted: 'done', rejected: 'cross', converted: 'star', failed: 'alert', skipped: 'skip',
    suppressed: 'block'
};

/**
 * A contact's status as a mark: give it to `stateMark`.
 *
 * @returns {{tone: string, icon: string, word: string}}
 */
export function contactStatus(status, channel) {
    const key = status === 'sending' && channel === 'whatsapp' ? 'sending_whatsapp' : status;
    return { tone: TONES[status] ?? 'idle', icon: ICONS[status] ?? 'draft', word: t(`contactStatus.${key}`) };
}
