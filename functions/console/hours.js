/**
 * `<vu-hours>`: the editor of weekly hours. Hours are typed, or drawn on a track of 24 hours. Everything on the track
 * can also be typed, so it is hidden from screen readers. The form owns the week (see `week.js`): each change is an
 * event `vu-week` whose detail is the new week.
 *
 * Properties: `week`, `zone`, `name` (the start of all ids), `labelledby`, `anyTime` (whether "at any time" is a
 * choice), `locked`, `shown` (whether all problems are shown, not only those of fields that had the focus), `calendar`
 * (whether the next days are shown).
 */
import { LitElement, clock, day as dateOf, html, language, none, t } from './core.js';
import { icon } from './parts.js';
import {
    DAY, DAYS, MAX_RANGES, copyOf, endOf, longWeek, nextDays, officeWeek, problemOf, problemsOf, tailOf, tidied, timeOf,
    timeText
} from './week.js';

const SNAP = 15;
const FINE_SNAP = 5;
const SCALE = [0, 6, 12, 18, 24];

/** The name of a weekday in the language of the page: `mon` is any Monday. */
export function dayName(day, length = 'long') {
    const monday = Date.UTC(2024, 0, 1);
    const at = new Date(monday + DAYS.indexOf(day) * DAY * 60_000);
    const locale = language() === 'es' ? 'es-MX' : 'en-GB';
    return new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' }).format(at).replace('.', '');
}

class HoursEditor extends LitElement {
    static properties = {
        week: { attribute: false },
        zone: {},
        name: {},
        labelledby: {},
        anyTime: { attribute: false },
        locked: { attribute: false },
        shown: { attribute: false },
        calendar: { attribute: false },
        before: { state: true },
        copying: { state: true },
        visited: { state: true },
        drawn: { state: true }
    };

    constructor() {
        super();
        this.name = 'hours';
        this.anyTime = true;
        this.locked = false;
        this.shown = false;
        this.calendar = true;
        /** The week before the last preset or copy, for a single undo. */
        this.before = null;
        /** The day whose hours are copied to others; empty for none. */
        this.copying = '';
        /** Ranges that have lost the focus: their problems are shown. */
        this.visited = new Set();
        /** The range under the pointer: `{day, index, start, stop, fixed, kind}`. */
        this.drawn = null;
    }

    createRenderRoot() {
        return this;
    }

    change(alter) {
        const week = copyOf(this.week);
        alter(week);
        this.dispatchEvent(new CustomEvent('vu-week', { detail: week, bubbles: true }));
    }

    /** A change of the whole week, which can be undone. */
    replace(week) {
        this.before = this.week;
        this.copying = '';
        this.dispatchEvent(new CustomEvent('vu-week', { detail: week, bubbles: true }));
    }

    undo() {
        const week = this.before;
        this.before = null;
        this.copying = '';
        this.dispatchEvent(new CustomEvent('vu-week', { detail: week, bubbles: true }));
    }

    render() {
        const { week } = this;
        return html`<div class="hours" role="group" aria-labelledby=${this.labelledby ?? none}>
            ${this.locked ? none : this.presets()}
            ${week.anyTime
                ? html`<p class="hours-any">${t('hours.any_time_said')}</p>`
                : html`<div class="hours-days">
                    <div class="hours-scale" aria-hidden="true">${SCALE.map(hour => html`<span>${hour}</span>`)}</div>
                    ${DAYS.map(day => this.day(day))}</div>`}
            ${this.problemOfWeek()}
            ${this.calendar ? this.nextDays() : none}
        </div>`;
    }

    presets() {
        const preset = (label, make) => html`<button type="button" class="button is-small"
            @click=${() => this.replace(make())}>
            ${label}</button>`;
        return html`<div class="hours-presets">
            ${preset(t('hours.office'), officeWeek)}
            ${preset(t('hours.long'), longWeek)}
            ${this.anyTime ? preset(t('hours.any_time'), () => ({ ...copyOf(this.week), anyTime: true })) : none}
            ${this.week.anyTime
                ? preset(t('hours.set'), () => ({ ...copyOf(this.week), anyTime: false }))
                : none}
            ${this.before && this.before !== this.week
                ? html`<button type="button" class="link" @click=${this.undo}>${t('hours.undo')}</button>`
                : none}
        </div>`;
    }

    day(day) {
        const { active, ranges } = this.week.days[day];
        const tail = tailOf(this.week, day);
        const id = `${this.name}-${day}`;
        return html`<fieldset class="hours-day" ?disabled=${this.locked}>
            <legend class="hidden">${dayName(day)}</legend>
            <label class="hours-switch tick switch" for=${id}>
                <input type="checkbox" role="switch" id=${id} .checked=${active}
                    @change=${event => this.toggle(day, event.target.checked)} />
                <span><span aria-hidden="true">${dayName(day, 'short')}</span>
                    <span class="hidden">${dayName(day)}</span></span>
            </label>
            ${this.track(day, active, ranges, tail)}
            <div class="hours-ranges">
                ${active
                    ? ranges.map((range, index) => this.range(day, range, index))
                    : html`<span class="muted">${this.closedText(ranges)}</span>`}
                ${active && ranges.length === 0 ? this.problem(day, -1) : none}
                ${active && ranges.length < MAX_RANGES
                    ? html`<button type="button" class="button is-quiet is-small" title=${t('hours.add')}
                        aria-label=${t('hours.add_to', { day: dayName(day) })}
                        @click=${() => this.add(day)}>${icon('plus')}</button>`
                    : none}
                ${tail
                    ? html`<span class="muted hours-tail-said">${t('hours.tail', {
                        stop: timeText(tail), day: dayName(DAYS[(DAYS.indexOf(day) + 6) % 7], 'short') })}</span>`
                    : none}
            </div>
            ${this.locked ? none : html`<button type="button" class="link hours-copy"
                aria-expanded=${this.copying === day ? 'true' : 'false'}
                aria-label=${t('hours.copy_day', { day: dayName(day) })}
                @click=${() => this.startCopying(day)}>${t('hours.copy')}</button>`}
            ${this.copying === day ? this.copies(day) : none}
        </fieldset>`;
    }

    closedText(ranges) {
        const kept = ranges.filter(range => !problemOf(range));
        return kept.length === 0 ? t('hours.closed') : t('hours.closed_kept', {
            hours: kept.map(range => `${tidied(range.start)}–${tidied(range.stop)}`).join(', ') });
    }

    /** The problem of a range, if it may be shown already. */
    saidProblem(day, index) {
        const found = problemsOf(this.week).find(problem => problem.day === day && problem.index === index);
        const isTime = this.shown || this.visited.has(`${day}.${index}`) || found?.code === 'overlap';
        return found && isTime ? found.code : '';
    }

    problem(day, index) {
        const code = index < 0
            ? problemsOf(this.week).find(each => each.day === day)?.code : this.saidProblem(day, index);
        return code
            ? html`<span class="error" id="${this.name}-${day}-${index}-error">${t(`hours.problem.${code}`)}</span>`
            : none;
    }

    problemOfWeek() {
        const closed = problemsOf(this.week).some(problem => problem.code === 'closed');
        return closed ? html`<p class="error" role="alert">${t('hours.problem.closed')}</p>` : none;
    }

    range(day, range, index) {
        const code = this.saidProblem(day, index);
        const id = `${this.name}-${day}-${index}`;
        const time = part => html`<input type="text" class="hours-time" maxlength="8" autocomplete="off"
            id="${id}-${part}" .value=${range[part]} size="5"
            aria-label=${t(`hours.${part}_of`, { day: dayName(day) })}
            aria-invalid=${code ? 'true' : none} aria-describedby=${code ? `${id}-error` : none}
            @input=${event => this.change(week => { week.days[day].ranges[index][part] = event.target.value; })}
            @blur=${() => this.left(day, index, part)}
            @keydown=${event => this.step(event, day, index, part)} />`;
        return html`<span class="hours-range">
            ${time('start')}<span aria-hidden="true">–</span>${time('stop')}
            ${!problemOf(range) && endOf(range) > DAY
                ? html`<span class="muted">${t('hours.next_day', {
                    day: dayName(DAYS[(DAYS.indexOf(day) + 1) % 7], 'short') })}</span>`
                : none}
            ${MAX_RANGES > 1
                ? html`<button type="button" class="button is-quiet is-small" aria-label=${t('hours.remove_range', {
                    day: dayName(day), hours: `${range.start}–${range.stop}` })}
                    @click=${() => this.change(week => week.days[day].ranges.splice(index, 1))}>
                    ${icon('cross')}</button>`
                : none}
            ${this.problem(day, index)}
        </span>`;
    }

    left(day, index, part) {
        this.visited = new Set(this.visited).add(`${day}.${index}`);
        const typed = this.week.days[day].ranges[index]?.[part];
        if (typed !== undefined && tidied(typed) !== typed) {
            this.change(week => { week.days[day].ranges[index][part] = tidied(typed); });
        }
    }

    /** Moves a time: the arrow keys by a quarter of an hour; with Shift, and with the page keys, by an hour. */
    step(event, day, index, part) {
        const way = { ArrowUp: 1, ArrowDown: -1, PageUp: 4, PageDown: -4 }[event.key];
        const now = timeOf(this.week.days[day].ranges[index][part]);
        if (!way || now === null || event.altKey || event.ctrlKey || event.metaKey) {
            return;
        }
        event.preventDefault();
        const by = Math.abs(way) === 1 && event.shiftKey ? way * 60 : way * SNAP;
        const last = part === 'stop' ? DAY : DAY - SNAP;
        this.change(week => {
            week.days[day].ranges[index][part] = timeText(Math.max(0, Math.min(last, now + by)));
        });
    }

    toggle(day, active) {
        this.change(week => {
            week.days[day].active = active;
            if (active && week.days[day].ranges.length === 0) {
                const other = DAYS.map(each => week.days[each]).find(each => each.active && each.ranges.length > 0);
                week.days[day].ranges = other ? structuredClone(other.ranges) : [{ start: '09:00', stop: '18:00' }];
            }
        });
    }

    /** Adds a range an hour after the last one, if the day has space. */
    add(day) {
        this.change(week => {
            const { ranges } = week.days[day];
            const last = ranges.filter(range => !problemOf(range)).at(-1);
            const start = last ? Math.min(DAY - 60, endOf(last) + 60) : 540;
            ranges.push({ start: timeText(start), stop: timeText(Math.min(DAY, start + 180)) });
        });
    }

    startCopying(day) {
        if (this.copying === day) {
            this.copying = '';
        } else {
            this.before = this.week;
            this.copying = day;
        }
    }

    /** Six switches for the other days: on copies the hours of the source, off restores the previous hours. */
    copies(source) {
        const same = day => JSON.stringify(this.week.days[day]) === JSON.stringify(this.week.days[source]);
        const copy = (days, on) => this.change(week => {
            for (const day of days) {
                week.days[day] = structuredClone(on ? week.days[source] : this.before.days[day]);
            }
        });
        const others = DAYS.filter(day => day !== source);
        const label = t('hours.copy_day_to', { day: dayName(source) });
        return html`<div class="hours-copies" role="group" aria-label=${label}>
            <span class="muted">${t('hours.copy_day_to', { day: dayName(source, 'short') })}</span>
            ${others.map(day => html`<button type="button" class="button is-small"
                aria-pressed=${same(day) ? 'true' : 'false'}
                @click=${() => copy([day], !same(day))}>${dayName(day, 'short')}</button>`)}
            <button type="button" class="button is-small"
                @click=${() => copy(others, true)}>${t('hours.copy_all')}</button>
        </div>`;
    }

    track(day, active, ranges, tail) {
        const drawn = this.drawn?.day === day ? this.drawn : null;
        const bar = (start, stop, kind) => html`<span class="hours-bar ${kind}"
            .style=${`--from:${start / DAY};--to:${Math.min(stop, DAY) / DAY}`}>${kind === 'tail'
                ? none
                : html`<i class="grip" data-part="start"></i><i class="grip" data-part="stop"></i>`}</span>`;
        const bars = ranges.map((range, index) => (drawn?.index === index
            ? bar(drawn.start, drawn.stop, 'open drawn')
            : problemOf(range) ? none : bar(timeOf(range.start), endOf(range), active ? 'open' : 'kept')));
        return html`<div class="hours-track" aria-hidden="true" title=${active ? t('hours.track') : none}
            @pointerdown=${event => this.grab(event, day)} @pointermove=${this.drag}
            @pointerup=${this.drop} @pointercancel=${() => { this.drawn = null; }}>
            ${bars}
            ${drawn && drawn.index >= ranges.length ? bar(drawn.start, drawn.stop, 'open drawn') : none}
            ${tail ? bar(0, tail, 'tail') : none}
            ${drawn ? html`<span class="hours-drawn"
                .style=${`--from:${Math.min(drawn.start, DAY) / DAY}`}>${this.drawnText(drawn)}</span>` : none}
        </div>`;
    }

    drawnText({ start, stop }) {
        return `${timeText(start)}–${timeText(stop > DAY ? stop - DAY : stop)}`;
    }

    minutesAt(event, track, snap) {
        const { left, width } = track.getBoundingClientRect();
        const minutes = ((event.clientX - left) / width) * DAY;
        return Math.round(minutes / snap) * snap;
    }

    grab(event, day) {
        if (this.locked || event.button !== 0 || !this.week.days[day].active) {
            return;
        }
        const track = event.currentTarget;
        const at = Math.max(0, Math.min(DAY, this.minutesAt(event, track, event.shiftKey ? FINE_SNAP : SNAP)));
        const { ranges } = this.week.days[day];
        const inside = ranges.findIndex(range => !problemOf(range)
            && this.minutesAt(event, track, 1) >= timeOf(range.start) - 10
            && this.minutesAt(event, track, 1) <= Math.min(endOf(range), DAY) + 10);
        track.setPointerCapture(event.pointerId);
        if (inside >= 0) {
            const start = timeOf(ranges[inside].start);
            const stop = endOf(ranges[inside]);
            const kind = event.target.dataset?.part ?? 'both';
            this.drawn = { day, index: inside, start, stop, kind, grabbed: at, first: { start, stop } };
        } else {
            // If no further range is allowed, the drawn one replaces the last.
            const index = Math.min(ranges.length, MAX_RANGES - 1);
            this.drawn = { day, index, start: Math.min(at, DAY - SNAP), stop: at, kind: 'new', grabbed: at };
        }
        event.preventDefault();
    }

    drag(event) {
        const drawn = this.drawn;
        if (!drawn) {
            return;
        }
        const snap = event.shiftKey ? FINE_SNAP : SNAP;
        const at = Math.max(0, this.minutesAt(event, event.currentTarget, snap));
        let { start, stop } = drawn;
        if (drawn.kind === 'new') {
            start = Math.min(drawn.grabbed, at, DAY - SNAP);
            stop = Math.max(drawn.grabbed, at);
        } else if (drawn.kind === 'start') {
            start = Math.min(at, drawn.first.stop - snap, DAY - snap);
        } else if (drawn.kind === 'stop') {
            stop = Math.max(at, drawn.first.start + snap);
        } else {
            start = Math.max(0, Math.min(DAY - snap, drawn.first.start + at - drawn.grabbed));
            stop = start + drawn.first.stop - drawn.first.start;
        }
        this.drawn = { ...drawn, start, stop: Math.min(stop, start + DAY - snap) };
    }

    drop() {
        const drawn = this.drawn;
        this.drawn = null;
        if (!drawn || drawn.stop - drawn.start < FINE_SNAP) {
            return;
        }
        const { day, index, start, stop } = drawn;
        const given = { start: timeText(start), stop: timeText(stop > DAY ? stop - DAY : stop) };
        if (JSON.stringify(given) !== JSON.stringify(this.week.days[day].ranges[index])) {
            this.before = this.week;
            this.change(week => { week.days[day].ranges[index] = given; });
        }
    }

    nextDays() {
        if (this.week.anyTime || problemsOf(this.week).length > 0) {
            return none;
        }
        const time = at => clock(new Date(at).toISOString(), this.zone);
        const said = ({ from, to, note }) => html`<span>${time(from)}–${this.stopText(to, time)}${note
            ? html` <em class="muted">${t('hours.gap', note)}</em>` : none}</span>`;
        const date = midnight => dateOf(new Date(midnight).toISOString(), 'UTC');
        return html`<details class="hours-next"><summary>${t('hours.next_days')}</summary>
            <dl>${nextDays(this.week, this.zone, Date.now()).map(({ midnight, openings }) => html`<div>
                <dt>${date(midnight)}</dt>
                <dd>${openings.length > 0 ? openings.map(said)
                    : html`<span class="muted">${t('hours.closed')}</span>`}</dd>
            </div>`)}</dl></details>`;
    }

    /** The text of the end of an opening; midnight is shown as the end of its day. */
    stopText(to, time) {
        const text = time(to);
        return text === '00:00' ? '24:00' : text;
    }
}

customElements.define('vu-hours', HoursEditor);
