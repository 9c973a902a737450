/** The outcomes of the attempts of all campaigns: by line, by agent and by day; tables first, the days as a chart beside. */
import { Screen, day, go, html, link, none, number, plain, share, t, text, zoneNow } from '../core.js';
import { api, heartbeat } from '../api.js';
import { busy, button, failed, field, icon, nothing, page, section, segments, select } from '../parts.js';
import { bars, bucketRows } from '../chart.js';
import { failedApart } from '../figures.js';
import { OWN_ZONE } from './do-not-contact.js';

const DAYS = [7, 30, 90];
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MEASURES = [
    'attempts', 'answered', 'voicemail', 'delivered', 'read', 'busy', 'no_answer', 'failed', 'converted', 'opt_outs'
];
/** The figures of the chart: more would not fit beside each other. */
const CHARTED = ['attempts', 'answered', 'delivered', 'failed', 'converted'];
const TONES = {
    attempts: 'answered',
    answered: 'answered',
    voicemail: 'voicemail',
    delivered: 'answered',
    read: 'answered',
    busy: 'other',
    no_answer: 'other',
    failed: 'failed',
    converted: 'converted',
    opt_outs: 'other'
};

/** Today and the days before it, in the browser's zone. */
function daysAgo(days) {
    return zoneNow(OWN_ZONE, Date.now() - days * 86_400_000).date;
}

/** Figures with busy and unanswered calls separate from the failed ones. */
function apart(found) {
    const rows = { by_day: [], by_agent: [], by_integration: [] };
    for (const by of Object.keys(rows)) {
        rows[by] = found[by].map(failedApart);
    }
    return { ...found, ...rows, total: failedApart(found.total) };
}

class Analytics extends Screen {
    static properties = {
        ...Screen.properties,
        found: { state: true },
        agents: { state: true },
        lines: { state: true },
        problem: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { found: null, agents: [], lines: [], problem: null });
        this.asked = null;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    get range() {
        const { startDate, endDate } = this.query;
        const to = DATE.test(endDate ?? '') ? endDate : daysAgo(0);
        return { startDate: DATE.test(startDate ?? '') ? startDate : daysAgo(29), endDate: to };
    }

    willUpdate() {
        const asked = JSON.stringify([this.range, this.query.agentId, this.query.integration]);
        if (asked !== this.asked) {
            this.asked = asked;
            this.found = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(signal),
                failed: error => (this.problem = error)
            });
        }
    }

    async load(signal) {
        const { agentId, integration } = this.query;
        this.problem = null;
        if (this.lines.length === 0) {
            // Agents and lines are read before the figures, which need their names.
            this.lines = (await api('listAllIntegrations', { query: { limit: 100 }, signal })).integrations;
            this.agents = (await api('listAgents', { query: { limit: 100 }, signal })).agents;
        }
        this.found = apart(await api('analytics', { query: { ...this.range, agentId, integration }, signal }));
    }

    filter(change) {
        go('analytics', { ...this.query, ...change }, { replace: true });
    }

    lineName(id) {
        const line = this.lines.find(one => one.id === id);
        return line ? plain(line.label ?? line.number) : id;
    }

    render() {
        return page({
            title: t('nav.analytics'),
            note: t('analytics.note'),
            actions:
                this.found?.by_day.length > 0
                    ? button({ label: t('analytics.csv'), icon: 'download', onclick: () => this.save() })
                    : none,
            body: html`${this.filters()}${this.content()}`
        });
    }

    filters() {
        const { startDate, endDate } = this.range;
        const { agentId = '', integration = '' } = this.query;
        const any = { value: '', label: t('activity.any') };
        const chosen = DAYS.find(days => startDate === daysAgo(days - 1) && endDate === daysAgo(0)) ?? 0;
        const dated = (id, value) =>
            field({
                id: `analytics-${id}`,
                label: t(`activity.${id}`),
                type: 'date',
                value,
                oninput: given => DATE.test(given) && this.filter({ [id]: given })
            });
        return html`<div class="filters" role="search" aria-label=${t('activity.filters')}>
            ${segments({
                name: 'analytics-days',
                label: t('analytics.range'),
                value: chosen,
                onchange: days => this.filter({ startDate: daysAgo(days - 1), endDate: daysAgo(0) }),
                options: DAYS.map(value => ({ value, label: t('analytics.days', { count: value }) }))
            })}
            ${dated('startDate', startDate)} ${dated('endDate', endDate)}
            ${select({
                id: 'analytics-agent',
                label: t('analytics.agent'),
                value: agentId,
                onchange: value => this.filter({ agentId: value }),
                options: [any, ...this.agents.map(({ id, name }) => ({ value: id, label: plain(name) }))]
            })}
            ${select({
                id: 'analytics-line',
                label: t('analytics.line'),
                value: integration,
                onchange: value => this.filter({ integration: value }),
                options: [
                    any,
                    ...this.lines.map(({ id, integration_type: channel }) => ({
                        value: id,
                        label: `${this.lineName(id)} (${t(`channel.${channel}`)})`
                    }))
                ]
            })}
        </div>`;
    }

    content() {
        const { found } = this;
        if (!found) {
            if (this.problem?.status === 400) {
                return nothing(t('analytics.range_wrong'));
            }
            return this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(6);
        }
        if (found.total.attempts === 0) {
            return nothing(t('analytics.none'));
        }
        const measures = MEASURES.filter(
            name => name === 'attempts' || name === 'failed' || name === 'converted' || found.total[name] > 0
        );
        const days = found.by_day.toReversed();
        return html`<p class="note">${t('analytics.campaigns', { count: found.campaigns })}</p>
            ${this.tableOf('line', measures, found.by_integration, row => this.lineLink(row))}
            ${this.tableOf('agent', measures, found.by_agent, ({ agent }) => this.agentLink(agent))}
            <div class="beside">
                ${this.tableOf('day', measures, days, row => day(row.date, 'UTC'), found.total)} ${this.chart(measures)}
            </div>`;
    }

    lineLink({ integration: { id }, integration_type: channel }) {
        return html`<a class="row-link" href=${link(`lines/${id}`)}>${this.lineName(id)}</a>
            ${icon(channel === 'whatsapp' ? 'whatsapp' : 'phone')}<span class="hidden">${t(`channel.${channel}`)}</span>`;
    }

    agentLink({ id, name }) {
        return html`<a class="row-link" href=${link(`agents/${id}`)}>${text(name)}</a>`;
    }

    chart(measures) {
        return section({
            id: 'days',
            title: t('analytics.chart'),
            body: bars({
                rows: bucketRows(this.found.by_day, 'day', 'UTC'),
                caption: t('analytics.per_day'),
                bucket: t('analytics.day'),
                table: false,
                measures: measures
                    .filter(key => CHARTED.includes(key))
                    .map(key => ({ key, label: t(`analytics.${key}`), tone: TONES[key] }))
            })
        });
    }

    /** A table of figures by line, agent or day, with the sum below if there is one. */
    tableOf(by, measures, rows, label, total) {
        const line = (name, row) =>
            html`<tr>
                <th scope="row">${name}</th>
                ${measures.map(key => this.cell(row, key))}
            </tr>`;
        const heading = key => html`<th scope="col" class="number">${t(`analytics.${key}`)}</th>`;
        const body = html`<div class="scroll" role="group" tabindex="0" aria-labelledby="by-${by}-title">
            <table class="table is-even">
                <thead>
                    <tr>
                        <th scope="col">${t(`analytics.${by}`)}</th>
                        ${measures.map(heading)}
                    </tr>
                </thead>
                <tbody>
                    ${rows.map(row => line(label(row), row))}
                </tbody>
                ${total ? html`<tfoot>${line(t('analytics.total'), total)}</tfoot>` : none}
            </table>
        </div>`;
        return section({ id: `by-${by}`, title: t(`analytics.by_${by}`), body });
    }

    cell(row, key) {
        const value = row[key];
        const part = value > 0 ? share(value, row.attempts) : '';
        return html`<td class="number"><span class=${value > 0 ? none : 'muted'}>${number(value)}</span>
            ${key === 'attempts' ? none : html`<small class="muted share">${part}</small>`}</td>`;
    }

    /** Saves the days as a file. The figures are numbers, so a spreadsheet runs nothing as a formula. */
    save() {
        const lines = [
            ['date', ...MEASURES].join(','),
            ...this.found.by_day.map(row => [row.date, ...MEASURES.map(key => row[key])].join(','))
        ];
        const url = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }));
        const { startDate, endDate } = this.range;
        Object.assign(document.createElement('a'), {
            href: url,
            download: `analytics-${startDate}-${endDate}.csv`
        }).click();
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }
}
customElements.define('vu-analytics', Analytics);

export const screen = { title: () => t('nav.analytics'), element: 'vu-analytics' };
