/**
 * Computes a campaign's progress and its expected end from its figures, for the list, the overview and the start.
 */
import { clock, day, duration, instant, money, stateOf, t, zoneNow } from './core.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The number of contacts without a current or future attempt, and of all contacts. A message that WhatsApp accepted
 * counts as done, whatever its later status is.
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

/**
 * Rounds an expected end to 1, 5 or 15 minutes or to the hour, depending on how far away this instant, or `like`, is.
 */
export function rounded(iso, like = iso) {
    const left = Date.parse(like) - Date.now();
    const step = left < 10 * MINUTE ? MINUTE : left < 2 * HOUR ? 5 * MINUTE : left < 2 * DAY ? 15 * MINUTE : HOUR;
    return new Date(Math.round(Date.parse(iso) / step) * step).toISOString();
}

/** 16:40 if that is today in the zone, otherwise Tue 1 Dec, 16:40. */
export function instantOrTime(iso, zone) {
    return zoneNow(zone).date === zoneNow(zone, Date.parse(iso)).date ? clock(iso, zone) : instant(iso, zone);
}

/** The time within a sentence, where Spanish needs an article: las 16:40, el mar 1 dic, 16:40. */
export function atTime(iso, zone) {
    const today = zoneNow(zone).date === zoneNow(zone, Date.parse(iso)).date;
    return t(today ? 'ends.at_time' : 'ends.on_day', { T: instantOrTime(iso, zone) });
}

/**
 * When a campaign ends, or why no forecast is possible.
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

/** The range of an expected end; empty if both ends of the range are the same time. */
export function rangeOf(end, zone) {
    const from = atTime(rounded(end.from, end.likely), zone);
    const to = atTime(rounded(end.to, end.likely), zone);
    return from === to ? '' : t('ends.range', { from, to });
}

/** The range of an expected end, and the figures from which it was calculated. */
export function endDetails(end, zone) {
    const until = end.until === 'cycle' ? t('forecastUntil.cycle') : '';
    return [rangeOf(end, zone), until, t(`forecastBasis.${end.basis}`)].filter(Boolean).join(' ');
}

/** The figures of an hour or a day, with busy and unanswered calls subtracted from `failed`. */
export function failedApart(figures) {
    const { failed, busy, no_answer: unanswered } = figures;
    return { ...figures, failed: failed - busy - unanswered };
}

/** The current round of a campaign with cycles; empty for a campaign without cycles. */
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
