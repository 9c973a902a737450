/**
 * Charts as plain SVG: bars per hour or day, and outcome bars. Colours come from CSS classes (`series-answered` …),
 * never from `style`. Every chart also shows its figures as a table.
 *
 * - `bars({rows, measures, caption, bucket, table})`: bars per bucket, drawn by `<vu-bars>`. `rows` come from
 *   `bucketRows` or are `[{tick, group, title, values: {key: number}}]`; `measures` are `[{key, label, tone}]`, shown
 *   one at a time and chosen by a switch; `caption` is the sentence that names the figure, `bucket` the heading of the
 *   table's first column; `table: false` omits the switch to the table if there already is one beside it. Arrow keys,
 *   Home and End move from bucket to bucket; the figure under the cursor is shown below.
 * - `outcomeBars({caption, rows: [{label, value, tone, href}], total})`: one bar for each row, with its figure and
 *   share beside it.
 * - `bucketRows(series, by, zone)`: the API's series as rows, with the missing hours or days as empty rows.
 *
 * A `tone` is answered, converted, voicemail, failed or other.
 */
import { LitElement, day, html, instant, none, number, share, svg, t, zoneNow } from './core.js';
import { segments } from './parts.js';

const HEIGHT = 176;
const LEFT = 44;
const RIGHT = 8;
const TOP = 18;
const FLOOR = HEIGHT - 36;
const MIN_STEP = 4;
const MAX_BUCKETS = 750;
const HOUR = 3_600_000;
const LETTER = 7;

/** The first round number that is not below the value: the top of the axis. */
function axisTop(value) {
    if (value <= 4) {
        return Math.max(value, 1);
    }
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 4, 6, 8, 10].map(times => times * power).find(top => top >= value);
}

/**
 * @param {Array<Object>} series buckets with `start` or `date`, in their order, and figures
 * @param {'hour' | 'day'} by
 * @param {string} zone the campaign's time zone
 */
export function bucketRows(series, by, zone) {
    const known = new Map(series.map(bucket => [Date.parse(bucket.start ?? bucket.date), bucket]));
    if (known.size === 0) {
        return [];
    }
    const step = by === 'hour' ? HOUR : 24 * HOUR;
    const first = Math.min(...known.keys());
    const last = Math.max(...known.keys());
    const from = Math.max(first, last - (MAX_BUCKETS - 1) * step);
    const times = new Set([...known.keys()].filter(at => at >= from));
    for (let at = from; at <= last; at += step) {
        times.add(at);
    }
    return [...times].sort((a, b) => a - b).map(at => bucketRow(at, known.get(at) ?? {}, by, zone));
}

function bucketRow(at, values, by, zone) {
    const iso = new Date(at).toISOString();
    if (by === 'day') {
        const title = day(iso, 'UTC');
        return { tick: String(new Date(at).getUTCDate()), group: title.split(' ').slice(2).join(' '), title, values };
    }
    return { tick: zoneNow(zone, at).text.slice(0, 2), group: day(iso, zone), title: instant(iso, zone), values };
}

class Bars extends LitElement {
    static properties = {
        rows: { attribute: false },
        measures: { attribute: false },
        caption: { attribute: false },
        bucket: { attribute: false },
        table: { attribute: false },
        measure: { state: true },
        view: { state: true },
        cursor: { state: true },
        width: { state: true }
    };

    constructor() {
        super();
        this.rows = [];
        this.measures = [];
        this.caption = '';
        this.bucket = '';
        this.table = true;
        this.measure = null;
        this.view = 'chart';
        this.cursor = null;
        this.width = 0;
        this.name = `bars-${crypto.randomUUID().slice(0, 8)}`;
        this.sizes = new ResizeObserver(([entry]) => {
            this.width = Math.floor(entry.contentRect.width);
        });
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.sizes.observe(this);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.sizes.disconnect();
    }

    get chosen() {
        return this.measures.find(one => one.key === this.measure) ?? this.measures[0];
    }

    /** The bucket under the cursor, otherwise the last. */
    get at() {
        return Math.min(this.cursor ?? Infinity, this.rows.length - 1);
    }

    /** Scrolls to the newest buckets. */
    updated(changed) {
        const scroller = this.querySelector('.chart-scroll');
        if (scroller && changed.get('width') === 0) {
            scroller.scrollLeft = scroller.scrollWidth;
        }
    }

    value(row) {
        return row.values[this.chosen.key] ?? 0;
    }

    sentence(row) {
        return t('chart.at', { title: row.title, measure: this.chosen.label, value: this.value(row) });
    }

    render() {
        if (this.rows.length === 0 || this.measures.length === 0) {
            return none;
        }
        return html`<figure class="chart" aria-label=${this.caption}>
            <figcaption>
                <span class="chart-caption">${this.caption}</span>
                <span class="chart-switches">
                    ${this.measures.length > 1 && this.view === 'chart'
                        ? segments({
                              name: `${this.name}-measure`,
                              label: t('chart.measure'),
                              value: this.chosen.key,
                              options: this.measures.map(({ key, label }) => ({ value: key, label })),
                              onchange: key => (this.measure = key)
                          })
                        : none}
                    ${this.table
                        ? segments({
                              name: `${this.name}-view`,
                              label: t('chart.view'),
                              value: this.view,
                              options: ['chart', 'table'].map(value => ({ value, label: t(`chart.${value}`) })),
                              onchange: view => (this.view = view)
                          })
                        : none}
                </span>
            </figcaption>
            ${this.view === 'table' ? this.asTable() : this.asBars()}
        </figure>`;
    }

    asBars() {
        const step = Math.max((this.width - LEFT - RIGHT) / this.rows.length, MIN_STEP);
        const width = LEFT + this.rows.length * step + RIGHT;
        const most = Math.max(...this.rows.map(row => this.value(row)));
        const top = axisTop(most);
        const labelled = step > number(most).length * LETTER;
        const at = this.sentence(this.rows[this.at]);
        return html`<div class="chart-scroll" role="slider" tabindex="0" aria-label=${this.caption} aria-valuemin="1"
                aria-valuemax=${this.rows.length} aria-valuenow=${this.at + 1} aria-valuetext=${at}
                @keydown=${this.move} @pointermove=${event => this.point(event, step)}
                @pointerdown=${event => this.point(event, step)}>
                <svg width=${width} height=${HEIGHT} aria-hidden="true">
                    ${[0, top / 2, top].filter(Number.isInteger).map(value => this.line(value, top, width))}
                    ${this.rows.map((row, index) => this.bar(row, index, { step, top, labelled }))}${this.ticks(step)}
                </svg>
            </div>
            <p class="chart-at">${at}</p>`;
    }

    line(value, top, width) {
        const y = Math.round(FLOOR - (value / top) * (FLOOR - TOP)) + 0.5;
        return svg`<line class="chart-line" x1=${LEFT} x2=${width} y1=${y} y2=${y}></line>
            <text class="chart-text" x=${LEFT - 8} y=${y + 4} text-anchor="end">${number(value)}</text>`;
    }

    /** One bar. Its figure is above it if there is space for all figures. */
    bar(row, index, { step, top, labelled }) {
        const value = this.value(row);
        const height = value === 0 ? 0 : Math.max((value / top) * (FLOOR - TOP), 1);
        const gap = step > 8 ? 2 : 1;
        const wide = Math.min(step - gap, 48);
        const middle = LEFT + (index + 0.5) * step;
        const label = number(value);
        return svg`<g class=${index === this.cursor ? 'chart-bucket is-chosen' : 'chart-bucket'}>
            <rect class="chart-hover" x=${LEFT + index * step} y=${TOP} width=${step} height=${FLOOR - TOP}></rect>
            <rect class="series-${this.chosen.tone}" x=${middle - wide / 2} y=${FLOOR - height} width=${wide}
                height=${height}></rect>
            ${value > 0 && labelled
                ? svg`<text class="chart-text is-value" x=${middle} y=${FLOOR - height - 4} text-anchor="middle">${label}</text>`
                : none}
        </g>`;
    }

    /** Ticks that do not overlap; below them the day or month where it changes, if there is space. */
    ticks(step) {
        const every = [1, 2, 3, 4, 6, 12, 24, 48, 96].find(count => count * step >= 24) ?? 168;
        const end = LEFT + this.rows.length * step;
        let free = 0;
        return this.rows.map((row, index) => {
            const x = LEFT + index * step;
            const wide = row.group.length * LETTER;
            const changed = index === 0 || row.group !== this.rows[index - 1].group;
            const fits = changed && x >= free && x + wide <= Math.max(end, LEFT + wide);
            free = fits ? x + wide + 8 : free;
            return svg`${
                index % every === 0
                    ? svg`<text class="chart-text" x=${x + step / 2} y=${FLOOR + 16} text-anchor="middle">${row.tick}</text>`
                    : none
            }
                ${fits ? svg`<text class="chart-text" x=${x} y=${HEIGHT - 4}>${row.group}</text>` : none}`;
        });
    }

    async move(event) {
        const last = this.rows.length - 1;
        const to = {
            ArrowLeft: this.at - 1,
            ArrowDown: this.at - 1,
            ArrowRight: this.at + 1,
            ArrowUp: this.at + 1,
            Home: 0,
            End: last
        }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            this.cursor = Math.min(Math.max(to, 0), last);
            await this.updateComplete;
            this.querySelector('.is-chosen')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        }
    }

    point(event, step) {
        const { left } = event.currentTarget.firstElementChild.getBoundingClientRect();
        const index = Math.floor((event.clientX - left - LEFT) / step);
        if (index >= 0 && index < this.rows.length) {
            this.cursor = index;
        }
    }

    asTable() {
        const rows = this.rows.filter(row => this.measures.some(({ key }) => row.values[key] > 0));
        return html`<div class="scroll is-low" role="group" tabindex="0" aria-label=${this.caption}>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">${this.bucket}</th>
                        ${this.measures.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}
                    </tr>
                </thead>
                <tbody>
                    ${rows.map(
                        row => html`<tr>
                            <th scope="row">${row.title}</th>
                            ${this.measures.map(({ key }) => html`<td class="number">${number(row.values[key] ?? 0)}</td>`)}
                        </tr>`
                    )}
                </tbody>
            </table>
        </div>`;
    }
}
customElements.define('vu-bars', Bars);

export function bars({ rows, measures, caption, bucket = '', table = true }) {
    return html`<vu-bars .rows=${rows} .measures=${measures} .caption=${caption} .bucket=${bucket} .table=${table}></vu-bars>`;
}

/** A table whose middle column is a bar; the figures are text. */
export function outcomeBars({ caption, rows, total }) {
    const most = Math.max(1, ...rows.map(({ value }) => value));
    return html`<table class="outcomes">
        <caption>${caption}</caption>
        <tbody>
            ${rows.map(
                ({ label, value, tone, href }) => html`<tr>
                    <th scope="row">${href ? html`<a href=${href}>${label}</a>` : label}</th>
                    <td class="outcome">
                        <svg width="100%" height="12" aria-hidden="true">
                            <rect class="series-${tone}" width="${(100 * value) / most}%" height="12" rx="2"></rect>
                        </svg>
                    </td>
                    <td class="number">${number(value)}</td>
                    <td class="number muted">${share(value, total)}</td>
                </tr>`
            )}
        </tbody>
    </table>`;
}
