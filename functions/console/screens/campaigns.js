/**
 * The list of campaigns. Of the loaded pages, campaigns that need an action of a user come first; the
 * heartbeat reads the visible running rows one after another, and never the list with filters.
 */
import { act } from '../campaign-actions.js';
import { api, heartbeat, session, whenRead } from '../api.js';
import { Screen, go, here, html, link, none, plain, stateOf, t } from '../core.js';
import { busy, button, failed, icon, nothing, page, segments, select, stale } from '../parts.js';
import { campaignTable } from './campaign-table.js';

const PAGE = 20;
const MAX_PAGES = 10;
const BEAT = 10_000;
const QUIET = 30_000;
const WHOLE_LIST = 300_000;

const GROUPS = {
    all: campaign => !campaign.archived,
    needs: (campaign, tone) => tone === 'needs',
    running: (campaign, tone) => tone === 'working',
    waiting: (campaign, tone) => tone === 'waits',
    idle: campaign => !campaign.archived && ['pending', 'ready'].includes(campaign.status),
    paused: (campaign, tone) => !campaign.archived && campaign.status === 'inactive' && tone !== 'needs',
    over: campaign => !campaign.archived && ['finished', 'cancelled'].includes(campaign.status),
    archived: campaign => campaign.archived
};

const SAMPLE = `phone_number,contact_name,context,id,amount
+525555551234,Ana Gómez,Asked for a reminder in May,124,900
55 5555 1235,Juan Pérez,,125,1500
`;

class Campaigns extends Screen {
    static properties = {
        ...Screen.properties,
        rows: { state: true }, next: { state: true }, error: { state: true }, since: { state: true },
        again: { state: true }, agents: { state: true }, lines: { state: true }, acting: { state: true },
        loadingMore: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            rows: null, next: null, error: null, since: null, again: null, agents: [], lines: new Map(),
            acting: new Set(), loadingMore: false
        });
        this.turn = 0;
        this.stops = [];
        this.asked = '';
    }

    connectedCallback() {
        super.connectedCallback();
        this.stops = [
            heartbeat.watch(this, {
                load: signal => this.loadPages(signal),
                next: () => (this.filtered ? Infinity : WHOLE_LIST),
                failed: (error, again) => this.failedAt(error, again)
            }),
            heartbeat.watch(this, {
                first: BEAT,
                load: signal => this.loadRow(signal),
                next: read => (read ? BEAT : QUIET),
                failed: (error, again) => this.failedAt(error, again)
            })
        ];
        this.loadNames();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stops.forEach(stop => stop());
    }

    willUpdate(changed) {
        if (changed.has('query') && this.rows && this.asked !== this.asking()) {
            this.rows = null;
            heartbeat.now(this);
        }
    }

    get filtered() {
        return Boolean(this.query.agent || this.query.line);
    }

    asking() {
        return JSON.stringify([this.query.agent ?? '', this.query.line ?? '']);
    }

    // --- Reading

    async loadPages(signal) {
        const asked = this.asking();
        const pages = Math.min(MAX_PAGES, Math.max(1, Number(this.query.pages) || 1));
        let rows = [];
        let cursor = null;
        for (let count = 0; count < pages && (count === 0 || cursor); count++) {
            const answer = await this.readPage(cursor, signal);
            rows = rows.concat(answer.campaigns);
            cursor = answer.next_cursor;
        }
        this.asked = asked;
        this.take(rows, cursor);
    }

    readPage(cursor, signal) {
        const query = { limit: PAGE, cursor, agentId: this.query.agent, integration: this.query.line };
        return api('listCampaigns', { query, signal });
    }

    take(rows, cursor) {
        const needs = campaign => stateOf(campaign).tone === 'needs';
        this.rows = [...rows.filter(needs), ...rows.filter(campaign => !needs(campaign))];
        this.next = cursor;
        this.fresh();
    }

    fresh() {
        this.since = new Date().toISOString();
        this.error = null;
        this.again = null;
    }

    /** Reads the next of the running rows that are on the screen. */
    async loadRow(signal) {
        const active = (this.rows ?? []).filter(row => ['active', 'cooldown'].includes(row.status));
        const running = active.filter(row => this.onScreen(row.id));
        if (running.length === 0) {
            return false;
        }
        const overdue = running.find(row => isOverdue(row));
        const row = overdue ?? running[this.turn++ % running.length];
        const { campaign } = await api('showCampaign', { path: { campaign: row.id }, signal });
        this.put(campaign);
        this.fresh();
        return true;
    }

    onScreen(id) {
        const box = this.querySelector(`[data-row="${CSS.escape(id)}"]`)?.getBoundingClientRect();
        return Boolean(box) && box.bottom > 0 && box.top < innerHeight;
    }

    failedAt(error, again) {
        this.error = error;
        this.again = again;
    }

    async loadNames() {
        try {
            const [lines, agents] = await Promise.all([
                api('listAllIntegrations', { query: { limit: 100 } }),
                api('listAgents', { query: { limit: 100 } })
            ]);
            this.lines = new Map(lines.integrations.map(line => [line.id, line]));
            this.agents = agents.agents;
        } catch {
            // The list also works without the names of lines and without these two filters.
        }
    }

    async more() {
        this.loadingMore = true;
        try {
            const answer = await this.readPage(this.next);
            const known = new Set(this.rows.map(row => row.id));
            this.rows = [...this.rows, ...answer.campaigns.filter(row => !known.has(row.id))];
            this.next = answer.next_cursor;
            const pages = Math.min(MAX_PAGES, Math.ceil(this.rows.length / PAGE));
            go(here().path, { ...this.query, pages: pages > 1 ? pages : null }, { replace: true });
        } catch (error) {
            this.error = error;
        } finally {
            this.loadingMore = false;
        }
    }

    put(campaign) {
        this.rows = this.rows?.map(row => (row.id === campaign.id ? campaign : row)) ?? null;
    }

    async run(campaign, operation, body) {
        this.acting = new Set([...this.acting, campaign.id]);
        this.put(await act(campaign, operation, body));
        this.acting = new Set([...this.acting].filter(id => id !== campaign.id));
    }

    get list() {
        const run = (campaign, operation, body) => this.run(campaign, operation, body);
        return { lines: this.lines, acting: this.acting, run, put: campaign => this.put(campaign) };
    }

    // --- Choosing

    filter(changes) {
        go('campaigns', { ...this.query, ...changes }, { replace: true });
    }

    chosen() {
        const group = GROUPS[this.query.show] ?? GROUPS.all;
        const wanted = folded(this.query.q ?? '');
        return this.rows.filter(
            row => group(row, stateOf(row).tone) && (!wanted || folded(row.name).includes(wanted))
        );
    }

    // --- Rendering

    render() {
        return page({
            title: t('nav.campaigns'),
            actions: session.may('write') ? html`<span class="contents" data-key="new">${this.create()}</span>` : none,
            body: this.body()
        });
    }

    create() {
        return button({
            label: t('campaigns.new'), icon: 'plus', kind: 'primary', scope: 'write', href: link('campaigns/new')
        });
    }

    body() {
        if (!this.rows) {
            return this.error ? failed(this.error, () => heartbeat.now(this)) : busy(8);
        }
        if (this.rows.length === 0 && !this.filtered) {
            return this.none();
        }
        const rows = this.chosen();
        return html`<div class="stack is-tight">
            ${this.filters()}
            ${rows.length ? campaignTable(rows, this.list) : this.nobody()}
            ${this.foot(rows)}
        </div>`;
    }

    none() {
        this.sample ??= URL.createObjectURL(new Blob([SAMPLE], { type: 'text/csv' }));
        return nothing(
            t('campaigns.none'),
            html`${this.create()}
            ${button({ label: t('campaigns.sample'), icon: 'download', href: this.sample, download: 'contacts.csv' })}`
        );
    }

    filters() {
        const tones = this.rows.map(row => [row, stateOf(row).tone]);
        const count = name => tones.filter(([row, tone]) => GROUPS[name](row, tone)).length;
        const shown = Object.keys(GROUPS).filter(name => name === 'all' || count(name) > 0 || name === this.query.show);
        return html`<div class="filters is-quiet">
            <div class="search">
                ${icon('search')}
                <input type="search" aria-label=${t('campaigns.search')} placeholder=${t('campaigns.search')}
                    .value=${this.query.q ?? ''} @input=${event => this.filter({ q: event.target.value })} />
            </div>
            ${segments({
                name: 'show',
                label: t('campaigns.show'),
                value: shown.includes(this.query.show) ? this.query.show : 'all',
                options: shown.map(name => ({ value: name, label: t(`campaigns.show.${name}`), count: count(name) })),
                onchange: name => this.filter({ show: name === 'all' ? null : name })
            })}
            ${this.agents.length > 1 || this.query.agent ? this.agentFilter() : none}
            ${this.lines.size > 1 || this.query.line ? this.lineFilter() : none}
        </div>`;
    }

    agentFilter() {
        return select({
            id: 'agent', label: t('campaigns.agent'), value: this.query.agent ?? '',
            options: [
                { value: '', label: t('campaigns.every_agent') },
                ...this.agents.map(agent => ({ value: agent.id, label: plain(agent.name) }))
            ],
            onchange: agent => this.filter({ agent, pages: null })
        });
    }

    lineFilter() {
        return select({
            id: 'line', label: t('campaigns.line'), value: this.query.line ?? '',
            options: [
                { value: '', label: t('campaigns.every_line') },
                ...[...this.lines.values()].map(line => ({ value: line.id, label: this.lineName(line.id) }))
            ],
            onchange: line => this.filter({ line, pages: null })
        });
    }

    lineName(id) {
        const line = this.lines.get(id);
        if (!line) {
            return '';
        }
        const name = line.label ? `${plain(line.label)} ${line.number}` : line.number;
        return line.integration_type === 'whatsapp' ? `${name} · ${t('channel.whatsapp')}` : name;
    }

    nobody() {
        const clear = button({ label: t('campaigns.clear'), onclick: () => go('campaigns', {}, { replace: true }) });
        return nothing(t(this.next ? 'campaigns.nobody_loaded' : 'campaigns.nobody'), clear);
    }

    foot(rows) {
        const count = rows.length;
        const shown = this.next
            ? t('campaigns.of_loaded', { count, loaded: this.rows.length })
            : t('campaigns.shown', { count });
        return html`<div class="pager">
            <span class="muted">${shown} · ${t('campaigns.zones')} · ${stale(this.since, this.again)}</span>
            ${this.next ? this.older() : none}
        </div>`;
    }

    older() {
        const onclick = () => this.more();
        return button({ label: t('campaigns.older'), icon: 'down', busy: this.loadingMore, onclick });
    }
}

/** Whether the time for which a row waits is past, and the row was read before that time. */
function isOverdue(row) {
    const until = Date.parse(stateOf(row).until ?? '');
    return until < Date.now() - 2000 && whenRead(row) < until + 2000;
}

function folded(name) {
    return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

customElements.define('vu-campaigns', Campaigns);

export const screen = { title: () => t('nav.campaigns'), element: 'vu-campaigns' };
