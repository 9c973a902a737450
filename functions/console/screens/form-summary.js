/** Describes in sentences what a campaign will do: beside the form, and as the lines of its folded sections. */
import { clock, duration, instant, language, money, plain, t, zoneName, zoneNow } from '../core.js';
import { dayName } from '../hours.js';
import { groupsOf, nextOpening, problemsOf, tidied } from '../week.js';
import { PHONE, instantOf, isZone, numberOf } from './campaign-values.js';

const MAX_NAME = 60;

const listed = (names, type = 'conjunction') =>
    new Intl.ListFormat(language(), { style: 'long', type }).format(names.map(plain));

/** Mon–Fri 09:00–14:00 and 16:00–19:00; Sat 10:00–13:00 */
export function hoursText(week) {
    if (week.anyTime) {
        return t('form.summary.any_time');
    }
    return groupsOf(week).map(({ first, last, ranges }) => {
        const days = first === last ? dayName(first, 'short') : `${dayName(first, 'short')}–${dayName(last, 'short')}`;
        return `${days} ${listed(ranges.map(({ start, stop }) => `${tidied(start)}–${tidied(stop)}`))}`;
    }).join('; ');
}

function when(values) {
    const zone = zoneName(values.timezone);
    if (values.hours.anyTime) {
        return t('form.summary.when_any', { zone });
    }
    return problemsOf(values.hours).length > 0
        ? t('form.summary.when_wrong')
        : t('form.summary.when', { hours: hoursText(values.hours), zone });
}

/** When attempts may begin: now, today, or on a day. */
function opens(values, now) {
    const { timezone: zone } = values;
    if (problemsOf(values.hours).length > 0) {
        return '';
    }
    const start = instantOf(values, 'start')?.chosen;
    const from = Math.max(now, start ? Date.parse(start) : 0);
    const { open, at } = nextOpening(values.hours, zone, from);
    if (open) {
        return from > now ? t('form.summary.begins', { T: instant(start, zone) }) : t('form.summary.open_now');
    }
    const iso = new Date(at).toISOString();
    const isToday = zoneNow(zone, at).date === zoneNow(zone, now).date;
    return isToday
        ? t('form.summary.opens_today', { time: clock(iso, zone) })
        : t('form.summary.opens', { T: instant(iso, zone) });
}

/** A sentence about the attempts after the first. */
export function retriesText(values) {
    const count = numberOf(values.retries) ?? 1;
    const delay = numberOf(values.retry_delay_minutes) ?? 30;
    if (!count) {
        return t('form.summary.no_retries');
    }
    const after = delay ? t('form.summary.after', { delay: duration(delay * 60) }) : t('form.summary.at_once');
    return t(values.channel === PHONE ? 'form.summary.retries' : 'form.summary.message_retries', { count, n: count,
        after });
}

export function paceText(values) {
    const parts = [];
    const n = numberOf(values.concurrency) ?? 1;
    if (values.channel === PHONE) {
        parts.push(t('form.summary.at_a_time', { count: n, n }));
    }
    const limit = numberOf(values.channel === PHONE ? values.phone_limit : values.message_limit);
    if (limit) {
        parts.push(t('form.summary.a_day', { count: limit, n: limit }));
    }
    if (numberOf(values.throttle)) {
        parts.push(t('form.summary.throttle', { s: numberOf(values.throttle) }));
    }
    return parts.join(', ');
}

export function roundsText(values) {
    if (!values.cycles_on) {
        return t('form.summary.one_round');
    }
    const most = numberOf(values.max_iterations);
    const how = values.cycles_mode === 'cooldown'
        ? t('form.summary.cooldown', { pause: duration((numberOf(values.cooldown_minutes) ?? 0) * 60) })
        : t('form.summary.scheduled', { days: groupsOf(values.schedule).map(({ first, last }) => (first === last
            ? dayName(first, 'short') : `${dayName(first, 'short')}–${dayName(last, 'short')}`)).join(', ') });
    return most === null || Number.isNaN(most) ? how : `${how}, ${t('form.summary.rounds', { count: most, n: most })}`;
}

export function limitsText(values) {
    const parts = [];
    const zone = values.timezone;
    const start = instantOf(values, 'start')?.chosen;
    const end = instantOf(values, 'end')?.chosen;
    if (start) {
        parts.push(t('form.summary.from', { T: instant(start, zone) }));
    }
    if (end) {
        parts.push(t('form.summary.until', { T: instant(end, zone) }));
    }
    if (values.budget.trim() && numberOf(values.budget) > 0 && values.currency) {
        parts.push(t('form.summary.budget', { money: money(numberOf(values.budget), values.currency, true) }));
    }
    if (values.always_on && !values.cycles_on) {
        parts.push(t('form.summary.always_on'));
    }
    if (numberOf(values.expires)) {
        parts.push(t('form.summary.expires', { time: duration(numberOf(values.expires) * 60) }));
    }
    return parts.join(', ') || t('form.summary.no_limits');
}

/**
 * @param {Object} form values, chosen agent and line
 * @returns {string[]} sentences
 */
export function summaryOf({ values, agent, line, lockedOver }, now = Date.now()) {
    if (!isZone(values.timezone)) {
        return [];
    }
    const names = {
        agent: agent ? short(agent.name) : t('form.summary.some_agent'), line: line?.number
            ?? t('form.summary.some_line'),
        template: short(values.template) || '…'
    };
    const said = [
        t(values.channel === PHONE ? 'form.summary.calls' : 'form.summary.writes', names),
        when(values),
        lockedOver ? '' : opens(values, now),
        sentence(paceText(values)),
        sentence(retriesText(values))
    ];
    if (values.cycles_on && values.channel === PHONE) {
        said.push(sentence(roundsText(values)));
    }
    const limited = limitsText(values);
    if (limited !== t('form.summary.no_limits')) {
        said.push(sentence(limited));
    }
    return said.filter(Boolean);
}

/** A name, shortened for use within a sentence. */
function short(name) {
    const shown = plain(name);
    return shown.length > MAX_NAME ? `${shown.slice(0, MAX_NAME)}…` : shown;
}

/** A clause as a sentence: a capital at its beginning, a full stop at its end. */
function sentence(clause) {
    return clause && `${clause[0].toLocaleUpperCase(language())}${clause.slice(1)}.`;
}

