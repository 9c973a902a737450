/**
 * Computes a campaign's progress and its expected end from its figures, for the list, the overview and the start.
 */
import { clock, day, duration, has, instant, money, stateOf, t, zoneNow } from './core.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Contacts for whom nothing is under way or to come, of all. A message that WhatsApp took is done, whatever becomes of
 * it.
 *
 * @returns {{done: number, total: number, toTry: number}}
 */
export function progressOf(campaign) {
    const figures = campaign.analytics;
    const { queue = 0, retrying = 0, sending = 0 } = figures.contacts_by_status;
    const toTry = queue + retrying;
    const underWay = campaign.integration_type === 'whatsapp' ? Math.min(sending, figures.in_flight) : sending;
    return { done: Math.max(0, figures.contacts - toTry - underWay), total: figures.contacts, toTry };
}

/** An end is not exact: to 1, 5 or 15 minutes or the hour, by how far off it, or one like it, is. */
export function rounded(iso, like = iso) {
    const left = Date.parse(like) - Date.now();
    const step = left < 10 * MINUTE ? MINUTE : left < 2 * HOUR ? 5 * MINUTE : left < 2 * DAY ? 15 * MINUTE : HOUR;
    return new Date(Math.round(Date.parse(iso) / step) * step).toISOString();
}

/** 16:40 when that is today in the zone, else Tue 1 Dec, 16:40. */
export function instantOrTime(iso, zone) {
    return zoneNow(zone).date === zoneNow(zone, Date.parse(iso)).date ? clock(iso, zone) : instant(iso, zone);
}

/** The same within a sentence, where Spanish has an article: las 16:40, el mar 1 dic, 16:40. */
export function atTime(iso, zone) {
    const today = zoneNow(zone).date === zoneNow(zone, Date.parse(iso)).date;
    return t(today ? 'ends.at_time' : 'ends.on_day', { T: instantOrTime(iso, zone) });
}

/**
 * When a campaign ends, or why that cannot be told.
 *
 * @returns {{short: string, sentence: string, details: string}} `short` for a table, `details` the range and its basis
 */
export function endOf(campaign) {
    const { eta, timezone, status } = campaign;
    const without = (short, key) => ({ short, sentence: key ? t(key) : '', details: '' });
    if (['pending', 'ready', 'finished', 'cancelled'].includes(status) || campaign.archived) {
        return without('–', null);
    }
    if (stateOf(campaign).tone === 'needs') {
        return without('–', 'ends.needs');
    }
    if (status === 'inactive') {
        return without('–', 'ends.paused');
    }
    if (campaign.always_on || campaign.waiting?.reason === 'no_contacts') {
        return without(t('ends.open'), 'ends.never');
    }
    if (!eta) {
        return without('–', 'ends.unknown');
    }
    const likely = rounded(eta.likely);
    const left = (Date.parse(likely) - Date.now()) / 1000;
    const T = atTime(likely, timezone);
    const sentence = left < 60 ? t('ends.soon') : t('ends.sentence', { T, duration: duration(left) });
    return { short: `~${shortTime(likely, timezone)}`, sentence, details: endDetails(eta, timezone) };
}

function shortTime(iso, zone) {
    return zoneNow(zone).date === zoneNow(zone, Date.parse(iso)).date ? clock(iso, zone) : day(iso, zone);
}

/** Between when and when an end lies; empty where that is one time. */
export function rangeOf(end, zone) {
    const from = atTime(rounded(end.from, end.likely), zone);
    const to = atTime(rounded(end.to, end.likely), zone);
    return from === to ? '' : t('ends.range', { from, to });
}

/** The range of an end, and what it was reckoned from. */
export function endDetails(end, zone) {
    const basis = has(`ends.basis.${end.basis}`) ? t(`ends.basis.${end.basis}`) : '';
    return `${rangeOf(end, zone)} ${basis}`.trim();
}

/** Figures of an hour or a day whose `failed` are only those that were neither busy nor without an answer. */
export function failedApart(figures) {
    const { failed, busy, no_answer: unanswered } = figures;
    return { ...figures, failed: failed - busy - unanswered };
}

/** Which pass a campaign of rounds is in; empty for one without. */
export function roundOf({ cycles, cycle }) {
    if (!cycles) {
        return '';
    }
    if (cycle.number === 0) {
        return t('overview.first_round');
    }
    const most = cycles.max_iterations;
    return most === null
        ? t('overview.round_open', { number: cycle.number })
        : t('overview.round', { number: cycle.number, most });
}

/** The cost of a campaign until now, the expected rest, and its budget; each as a phrase. */
export function costsOf({ analytics, budget, eta }) {
    const spent = analytics.cost.filter(({ amount }) => amount > 0).map(cost => money(cost.amount, cost.currency));
    return [
        spent.length ? t('overview.cost', { cost: spent.join(' + ') }) : '',
        eta?.cost ? t('overview.cost_to_come', { cost: money(eta.cost.amount, eta.cost.currency) }) : '',
        budget ? t('overview.budget', { budget: money(budget.amount, budget.currency) }) : ''
    ].filter(Boolean);
}
