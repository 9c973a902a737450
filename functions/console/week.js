/**
 * Weekly hours as data: the values of the API, the typed values, and the opening times on the real calendar of a zone.
 * This module does not use the page.
 *
 * A week is `{anyTime, days: {mon: {active, ranges: [{start, stop}]}, …}}`. Times are texts as they were typed, so that
 * a draft also stores invalid ones; `timeOf` parses them.
 *
 * @typedef {{start: string, stop: string}} Range
 * @typedef {{active: boolean, ranges: Range[]}} Day
 * @typedef {{anyTime: boolean, days: Record<string, Day>}} Week
 * @typedef {{year: number, month: number, day: number}} Dated
 * @typedef {{from: number, to: number, note: ?{wanted: string, opens: string}}} Opening
 */

/** In the order of the API's fields. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Maximum number of ranges that the API accepts for one day. */
export const MAX_RANGES = 1;

/** Number of minutes of a day. */
export const DAY = 1440;

const MINUTE = 60_000;
const DAY_MS = DAY * MINUTE;

/**
 * Minutes after midnight of a typed time: `9`, `930`, `9.30`, `9:30`, `9h30`, `24`.
 *
 * @param {string} text
 * @returns {?number} 0 to 1440; null if it is not a time
 */
export function timeOf(text) {
    const typed = text.trim().replace(/\s*h(oras|rs|s)?\.?$/i, '');
    const parts = /^(\d{1,2})(?:\s*[:.,hH]\s*(\d{2}))?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed);
    if (!parts) {
        return null;
    }
    const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0);
    return Number(parts[2] ?? 0) < 60 && minutes <= DAY ? minutes : null;
}

/** `HH:MM` of minutes after midnight. */
export function timeText(minutes) {
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The typed text as `HH:MM`, or unchanged if it is not a time. */
export function tidied(text) {
    const minutes = timeOf(text);
    return minutes === null ? text : timeText(minutes);
}

/** A week that is closed on every day. */
export function closedWeek() {
    return { anyTime: false, days: Object.fromEntries(DAYS.map(day => [day, { active: false, ranges: [] }])) };
}

/** A week in which these days have this range, and the others are closed. */
export function presetWeek(days, start, stop) {
    const week = closedWeek();
    for (const day of days) {
        week.days[day] = { active: true, ranges: [{ start, stop }] };
    }
    return week;
}

/** Monday to Friday, 09:00 to 18:00. */
export const officeWeek = () => presetWeek(DAYS.slice(0, 5), '09:00', '18:00');

/** Every day from 08:00 to 20:00. */
export const longWeek = () => presetWeek(DAYS, '08:00', '20:00');

/** A copy that can be changed. */
export function copyOf(week) {
    return structuredClone(week);
}

/**
 * The week of the API's value; null means at any time. A day is one object or a list of them.
 *
 * @returns {Week}
 */
export function weekFrom(given) {
    if (!given) {
        return { ...officeWeek(), anyTime: true };
    }
    const week = closedWeek();
    for (const day of DAYS) {
        const all = [given[day] ?? []].flat();
        week.days[day] = {
            active: all.some(hours => hours.active !== false && hours.startTime),
            ranges: all
                .filter(hours => hours.startTime && hours.stopTime)
                .map(hours => ({ start: hours.startTime, stop: hours.stopTime }))
        };
    }
    return week;
}

/**
 * The API's value of a week; null means at any time. A closed day keeps its hours.
 *
 * @param {Week} week without problems
 */
export function weekTo(week) {
    if (week.anyTime) {
        return null;
    }
    const given = {};
    for (const day of DAYS) {
        const { active, ranges } = week.days[day];
        const hours = ranges
            .filter(range => active || !problemOf(range))
            .map(range => ({ startTime: tidied(range.start), stopTime: tidied(range.stop), active }));
        given[day] = hours.length > 1 ? hours : (hours[0] ?? { active: false });
    }
    return given;
}

/** Whether two weeks are equal for the API. */
export function sameWeek(one, other) {
    return JSON.stringify(weekTo(one)) === JSON.stringify(weekTo(other));
}

/** The error of a single range: `start`, `stop` or `equal`; empty if there is none. */
export function problemOf(range) {
    const start = timeOf(range.start);
    const stop = timeOf(range.stop);
    if (start === null || start === DAY) {
        return start === DAY ? 'midnight' : 'start';
    }
    if (stop === null) {
        return 'stop';
    }
    return start === stop ? 'equal' : '';
}

/**
 * The problems that prevent saving a week.
 *
 * @param {Week} week
 * @returns {{day: string, index: number, code: string}[]} `index` is -1 for the day or the week as a whole
 */
export function problemsOf(week) {
    if (week.anyTime) {
        return [];
    }
    const problems = [];
    for (const day of DAYS) {
        const { active, ranges } = week.days[day];
        if (!active) {
            continue;
        }
        if (ranges.length === 0) {
            problems.push({ day, index: -1, code: 'empty' });
        }
        ranges.forEach((range, index) => {
            const code = problemOf(range) || (overlaps(ranges, index) ? 'overlap' : '');
            if (code) {
                problems.push({ day, index, code });
            }
        });
        if (ranges.length > MAX_RANGES) {
            problems.push({ day, index: MAX_RANGES, code: 'many' });
        }
    }
    if (!DAYS.some(day => week.days[day].active)) {
        problems.push({ day: '', index: -1, code: 'closed' });
    }
    return problems;
}

/** Minutes from the day's midnight to the end of a range; over 1440 if it ends after the next midnight. */
export function endOf(range) {
    const start = timeOf(range.start);
    const stop = timeOf(range.stop);
    return stop < start ? stop + DAY : stop;
}

function overlaps(ranges, index) {
    const range = ranges[index];
    return ranges.slice(0, index).some(other => !problemOf(other)
        && timeOf(range.start) < endOf(other) && timeOf(other.start) < endOf(range));
}

/** The range that continues from the previous day into this one, in minutes of this one; null if there is none. */
export function tailOf(week, day) {
    const before = week.days[DAYS[(DAYS.indexOf(day) + 6) % 7]];
    const range = before.active ? before.ranges.find(each => !problemOf(each) && endOf(each) > DAY) : null;
    return range ? endOf(range) - DAY : null;
}

/**
 * Groups of consecutive days with the same hours, for a sentence.
 *
 * @param {Week} week
 * @returns {{first: string, last: string, ranges: Range[]}[]} open days only
 */
export function groupsOf(week) {
    const groups = [];
    for (const day of DAYS) {
        const { active, ranges } = week.days[day];
        const key = active ? JSON.stringify(ranges.map(range => [tidied(range.start), tidied(range.stop)])) : '';
        const before = groups.at(-1);
        if (before && before.key === key) {
            before.last = day;
        } else {
            groups.push({ key, first: day, last: day, ranges });
        }
    }
    return groups.filter(group => group.key && group.ranges.length > 0);
}

const formats = new Map();

function formatOf(zone) {
    if (!formats.has(zone)) {
        formats.set(zone, new Intl.DateTimeFormat('en-US', {
            timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric',
            minute: 'numeric', second: 'numeric'
        }));
    }
    return formats.get(zone);
}

/** The local time of a zone at an instant, as the milliseconds of the same date and time in UTC. */
export function wallClock(at, zone) {
    const parts = {};
    for (const { type, value } of formatOf(zone).formatToParts(at)) {
        parts[type] = Number(value);
    }
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/** The instants with this local time, the earliest first; none in a gap, two in an overlap. */
function instantsOf(wall, zone) {
    const offsets = new Set([-DAY_MS, 0, DAY_MS].map(by => wallClock(wall + by, zone) - (wall + by)));
    return [...offsets].map(offset => wall - offset).filter(at => wallClock(at, zone) === wall).sort((a, b) => a - b);
}

/** The first instant with this local time or a later one. */
function gapEnd(wall, zone) {
    let before = wall - 2 * DAY_MS;
    let after = wall + 2 * DAY_MS;
    while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (wallClock(Math.floor(middle / 1000) * 1000, zone) + (middle % 1000) >= wall) {
            after = middle;
        } else {
            before = middle;
        }
    }
    return Math.ceil(after / 1000) * 1000;
}

/**
 * The openings that begin on a date. A start that does not exist opens at the end of the gap, with a note. If a start
 * occurs twice, the earlier one opens; if an end occurs twice, the later one closes.
 *
 * @param {Week} week
 * @param {number} midnight the midnight of the date, in the form of `wallClock`
 * @returns {Opening[]}
 */
function openingsOf(week, midnight, zone) {
    const weekday = DAYS[(new Date(midnight).getUTCDay() + 6) % 7];
    const { active, ranges } = week.days[weekday];
    return (active ? ranges : []).filter(range => !problemOf(range)).map(range => {
        const start = midnight + timeOf(range.start) * MINUTE;
        const stop = midnight + endOf(range) * MINUTE;
        const starts = instantsOf(start, zone);
        const from = starts[0] ?? gapEnd(start, zone);
        const to = instantsOf(stop, zone).at(-1) ?? gapEnd(stop, zone);
        const opens = timeText(Math.floor((wallClock(from, zone) % DAY_MS) / MINUTE));
        return { from, to, note: starts.length ? null : { wanted: tidied(range.start), opens } };
    }).filter(opening => opening.from < opening.to).sort((a, b) => a.from - b.from);
}

/**
 * The openings of a week on the following days, beginning with today.
 *
 * @param {Week} week
 * @param {string} zone
 * @param {number} now
 * @returns {{midnight: number, openings: Opening[]}[]} `midnight` is in the form of `wallClock`
 */
export function nextDays(week, zone, now, count = 7) {
    const today = Math.floor(wallClock(now, zone) / DAY_MS) * DAY_MS;
    return Array.from({ length: count }, (_, ahead) => {
        const midnight = today + ahead * DAY_MS;
        return { midnight, openings: openingsOf(week, midnight, zone) };
    });
}

/**
 * When a week is open next.
 *
 * @returns {{open: boolean, at: ?number}} whether it is open now, and when it closes or opens; `at` is null for never
 */
export function nextOpening(week, zone, now) {
    if (week.anyTime) {
        return { open: true, at: null };
    }
    const today = Math.floor(wallClock(now, zone) / DAY_MS) * DAY_MS;
    const all = [];
    for (let ahead = -2; ahead <= 8; ahead++) {
        all.push(...openingsOf(week, today + ahead * DAY_MS, zone));
    }
    const open = all.filter(opening => opening.from <= now && now < opening.to);
    if (open.length > 0) {
        return { open: true, at: Math.max(...open.map(opening => opening.to)) };
    }
    return { open: false, at: all.find(opening => opening.from > now)?.from ?? null };
}
