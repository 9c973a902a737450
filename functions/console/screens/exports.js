/** The exports of a campaign: request one, follow its progress, download the file and its manifest. */
import { Screen, go, html, instant, link, none, number, t, text, zoneNote } from '../core.js';
import { announce, busy, campaignPage, failed, icon, nothing, pager, section, stateMark } from '../parts.js';
import { api, heartbeat, lastCampaign, session } from '../api.js';
import { codes } from '../generated/codes.js';
import { readSigned } from './conversation.js';
import './export-form.js';
import { below, cell, commas, rowDetails, rowHead, table } from './table.js';

const STEPS = [1000, 2000, 4000, 8000, 10_000];
const SPARE_MS = 5000;
const STATES = {
    running: { tone: 'working', icon: 'run' },
    done: { tone: 'over', icon: 'done' },
    failed: { tone: 'needs', icon: 'alert' }
};

class Exports extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true },
        tags: { state: true },
        page: { state: true },
        problem: { state: true },
        manifests: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { campaign: null, tags: null, page: null, problem: null, manifests: {} });
        this.step = 0;
        this.asked = null;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
        this.asked = null;
    }

    willUpdate() {
        const asked = this.query.cursor ?? '';
        if (asked !== this.asked) {
            this.asked = asked;
            this.campaign ??= lastCampaign(this.params.campaign);
            this.page = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(signal),
                next: () => this.pause(),
                failed: error => (this.problem = error)
            });
        }
    }

    async load(signal) {
        const path = { campaign: this.params.campaign };
        this.campaign ??= (await api('showCampaign', { path, signal })).campaign;
        const before = this.running;
        this.page = await api('listExports', { path, query: { cursor: this.query.cursor }, signal });
        this.problem = null;
        before.filter(id => !this.running.includes(id)).forEach(id => this.tell(id));
        this.tags ??= (await api('showAgent', { path: { agent: this.campaign.agent.id }, signal })).agent.tags;
    }

    get running() {
        return (this.page?.exports ?? []).filter(({ status }) => status === 'running').map(({ id }) => id);
    }

    /**
     * The pause before the next read: 1, 2, 4, 8 and then 10 s while an export is being written; otherwise there is no
     * further read.
     */
    pause() {
        if (this.running.length === 0) {
            this.step = 0;
            return Infinity;
        }
        return STEPS[Math.min(this.step++, STEPS.length - 1)];
    }

    tell(id) {
        const ended = this.page.exports.find(one => one.id === id);
        if (ended) {
            const { kind, status } = ended;
            announce(t('exports.ended', { kind: t(`exportKind.${kind}`), state: t(`exportStatus.${status}`) }));
        }
    }

    asks() {
        this.step = 0;
        if (this.query.cursor) {
            go(`campaigns/${this.params.campaign}/exports`);
        } else {
            heartbeat.now(this);
        }
    }

    render() {
        const campaign = this.campaign ?? { id: this.params.campaign };
        return campaignPage({
            campaign,
            current: 'exports',
            note: campaign.timezone ? zoneNote(campaign.timezone) : none,
            body: html`${session.may('write') && this.campaign ? this.maker() : none}
            ${section({ id: 'exports', title: t('exports.made'), body: this.made() })}`
        });
    }

    maker() {
        const made = () => this.asks();
        return section({
            id: 'new-export',
            title: t('exports.new'),
            body: html`<vu-export-form .campaign=${this.campaign} .tags=${this.tags ?? []} .made=${made}></vu-export-form>`
        });
    }

    made() {
        if (!this.page) {
            return this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(4);
        }
        const { exports, next_cursor: next, previous_cursor: previous, total_count: total } = this.page;
        if (exports.length === 0) {
            return nothing(t('exports.none'));
        }
        const path = `campaigns/${this.params.campaign}/exports`;
        const head = ['made_at', 'kind', 'filters', 'state', 'rows'];
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
        ${table({
            caption: t('exports.made'),
            head: head.map(name => [name, t(`exports.${name}`)]),
            right: ['rows'],
            actions: t('exports.file'),
            rows: exports.map(one => this.row(one))
        })}
        ${pager({
            newer: previous ? link(path, { cursor: previous }) : null,
            older: next ? link(path, { cursor: next }) : null,
            note: total === null ? none : t('exports.total', { count: total })
        })}`;
    }

    row(one) {
        const { id, kind, status, error } = one;
        const mark = stateMark({ ...STATES[status], word: t(`exportStatus.${status}`) });
        const manifest = this.manifests[id];
        return html`<tr role="row">
                ${cell(t('exports.made_at'), instant(one.created_at, this.campaign.timezone), { kind: 'nowrap' })}
                ${rowHead(t(`exportKind.${kind}`))} ${cell(t('exports.filters'), this.filterWords(one.filters))}
                ${cell(t('exports.state'), html`${mark}${error ? below(text(error)) : none}`)}
                ${cell(t('exports.rows'), number(one.rows), { kind: 'number' })}
                <td role="cell" class="number">${status === 'done' ? this.files(one) : none}</td>
            </tr>
            ${manifest ? rowDetails({ columns: 6, content: this.manifest(one, manifest) }) : none}`;
    }

    files(one) {
        return html`<span class="actions is-end">
            <a class="button is-small" href=${one.url} download @click=${event => this.fetchFresh(event, one, 'url')}
                >${icon('download')}<span>${t('exports.download')}</span></a
            >
            <button
                class="button is-quiet is-small"
                type="button"
                aria-expanded=${this.manifests[one.id] ? 'true' : 'false'}
                @click=${() => this.details(one)}
            >
                ${t('activity.details')}
            </button>
        </span>`;
    }

    async fresh(one) {
        const path = { campaign: this.params.campaign, export: one.id };
        const shown = (await api('showExport', { path })).export;
        this.page = { ...this.page, exports: this.page.exports.map(each => (each.id === one.id ? shown : each)) };
        return shown;
    }

    /** Downloads a file. An expired signed URL is requested again first. */
    async fetchFresh(event, one, name) {
        if (Date.parse(one.expires_at) - Date.now() > SPARE_MS) {
            return;
        }
        event.preventDefault();
        try {
            const shown = await this.fresh(one);
            Object.assign(document.createElement('a'), { href: shown[name], download: '' }).click();
        } catch (error) {
            this.problem = error;
        }
    }

    /** Only the manifest has the time at which the data was read. */
    async details(one) {
        const { [one.id]: shown, ...others } = this.manifests;
        if (shown) {
            this.manifests = others;
            return;
        }
        this.manifests = { ...others, [one.id]: {} };
        let manifest = { failed: true };
        try {
            const { manifest_url: url } = Date.parse(one.expires_at) > Date.now() ? one : await this.fresh(one);
            manifest = JSON.parse(await readSigned(url));
        } catch {
            // Shown in its place: the file itself can still be downloaded.
        }
        this.manifests = { ...this.manifests, [one.id]: manifest };
    }

    manifest(one, { read_from: from, read_until: until, columns, failed: unread }) {
        const zone = this.campaign.timezone;
        const at = iso => instant(iso, zone, { seconds: true });
        const pair = (name, value) =>
            html`<dt>${name}</dt>
                <dd>${value}</dd>`;
        const span = from ? t('exports.between', { from: at(from), until: at(until) }) : t('part.busy');
        return html`<dl class="pairs">
            ${pair(t('exports.read_between'), unread ? t('exports.manifest_failed') : span)}
            ${columns ? pair(t('exports.columns'), commas(columns.map(name => text(name)))) : none}
            ${pair(t('exports.size'), t('exports.bytes', { n: one.bytes ?? 0 }))}
            ${pair('SHA-256', html`<span class="mono">${one.sha256}</span>`)}
            ${pair(
                t('exports.manifest'),
                html`<a href=${one.manifest_url} download @click=${event => this.fetchFresh(event, one, 'manifest_url')}
                    >${t('exports.manifest_download')}</a
                >`
            )}
        </dl>`;
    }

    filterWords(filters) {
        const zone = this.campaign.timezone;
        const flags = ['converted', 'not_contacted'].filter(name => name in filters);
        const words = [
            ...(filters.status ?? []).map(status => statusWord(status)),
            ...(filters.tags ?? []).map(tag => text(tag)),
            ...flags.map(name => t(`exports.${name}_${filters[name] ? 'yes' : 'no'}`)),
            ...(filters.answered_by ? [t(`answeredBy.${filters.answered_by}`)] : []),
            ...(filters.startDate ? [t('exports.from', { T: instant(filters.startDate, zone) })] : []),
            ...(filters.endDate ? [t('exports.until', { T: instant(filters.endDate, zone) })] : [])
        ];
        return words.length === 0 ? html`<span class="muted">${t('exports.everything')}</span>` : commas(words);
    }
}
customElements.define('vu-exports', Exports);

/** A filter's status may be a contact's, a call's or a message's. */
function statusWord(status) {
    const group = ['contactStatus', 'callStatus', 'messageStatus'].find(name => codes[name].includes(status));
    return group ? t(`${group}.${status}`) : status;
}

export const screen = { title: () => t('tab.exports'), element: 'vu-exports' };
