/** The exports of a campaign: make one with filters, watch it being written, get the file and its manifest. */
import { Screen, draft, html, instant, link, none, number, repeat, t, text, zoneNote } from '../core.js';
import { api, heartbeat, lastCampaign, newKey, session } from '../api.js';
import {
    announce, busy, button, campaignPage, checkbox, errorSummary, errorText, failed, field, fieldErrors, focusSummary, icon,
    nothing, pager, radios, section, select, stateMark
} from '../parts.js';
import { codes } from '../generated/codes.js';
import { readSigned } from './conversation.js';

const KINDS = {
    phone_call: ['contacts', 'calls', 'results', 'recordings'],
    whatsapp: ['contacts', 'messages', 'results']
};
const PHONE_STATUSES = ['queue', 'sending', 'retrying', 'failed', 'voicemail', 'answered', 'converted', 'skipped', 'suppressed'];
const WHATSAPP_STATUSES = codes.contactStatus.filter(status => !['voicemail', 'answered'].includes(status));
const STEPS = [1000, 2000, 4000, 8000, 10_000];
const STATES = {
    running: { tone: 'working', icon: 'run' }, done: { tone: 'over', icon: 'done' }, failed: { tone: 'needs', icon: 'alert' }
};
const NEW = { kind: 'contacts', status: [], tags: [], converted: '', not_contacted: '', answered_by: '', startDate: '', endDate: '', bom: true, raw: false };

/** Which filters a kind of export has besides tags, converted and the dates. */
const hasStatus = kind => kind !== 'recordings';
const ofContacts = kind => kind === 'contacts' || kind === 'results';
const ofCalls = kind => kind === 'calls';

class Exports extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true },
        tags: { state: true },
        page: { state: true },
        problem: { state: true },
        form: { state: true },
        errors: { state: true },
        saving: { state: true },
        manifests: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { campaign: null, tags: [], page: null, problem: null, errors: {}, saving: false, manifests: {} });
        this.step = 0;
        this.asked = null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = lastCampaign(this.params.campaign);
        this.draft = draft(`export.${this.params.campaign}`);
        this.form = { ...NEW, ...this.draft.get() };
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    willUpdate() {
        const asked = this.query.cursor ?? '';
        if (asked !== this.asked) {
            this.asked = asked;
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
        if (!this.agent) {
            this.agent = (await api('showAgent', { path: { agent: this.campaign.agent.id }, signal })).agent;
            this.tags = this.agent.tags;
        }
    }

    get running() {
        return (this.page?.exports ?? []).filter(({ status }) => status === 'running').map(({ id }) => id);
    }

    /** While one is being written: 1, 2, 4, 8 and then 10 s; else it stays as it is. */
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
            announce(t('exports.ended', { kind: t(`exportKind.${ended.kind}`), state: t(`exportStatus.${ended.status}`) }));
        }
    }

    change(name, value) {
        const kept = name === 'kind' ? { status: [] } : {};
        this.form = { ...this.form, ...kept, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    toggle(name, value, on) {
        this.change(name, on ? [...this.form[name], value] : this.form[name].filter(one => one !== value));
    }

    /** Only the filters that the kind has. */
    get request() {
        const { kind, status, tags, converted, not_contacted: notContacted, answered_by: answeredBy, startDate, endDate, bom, raw } = this.form;
        return {
            kind,
            ...(hasStatus(kind) && status.length > 0 ? { status } : {}),
            ...(tags.length > 0 ? { tags: tags.filter(tag => this.tags.includes(tag)) } : {}),
            ...(converted === '' ? {} : { converted: converted === 'yes' }),
            ...(ofContacts(kind) && notContacted !== '' ? { not_contacted: notContacted === 'yes' } : {}),
            ...(ofCalls(kind) && answeredBy !== '' ? { answered_by: answeredBy } : {}),
            ...(startDate ? { startDate } : {}),
            ...(endDate ? { endDate } : {}),
            bom,
            raw
        };
    }

    async make(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        this.saving = true;
        this.errors = {};
        try {
            const key = this.draft.get()?.key ?? newKey();
            await api('createExport', { path: { campaign: this.params.campaign }, body: this.request, key });
            this.draft.set({ ...this.form, key: newKey() });
            this.step = 0;
            if (this.query.cursor) {
                history.back();
            }
            heartbeat.now(this);
        } catch (error) {
            const fields = fieldErrors(error);
            this.errors = Object.keys(fields).length > 0 ? fields : { '': errorText(error) };
            await this.updateComplete;
            focusSummary(this);
        } finally {
            this.saving = false;
        }
    }

    render() {
        const campaign = this.campaign ?? { id: this.params.campaign };
        return campaignPage({
            campaign,
            current: 'exports',
            note: campaign.timezone ? zoneNote(campaign.timezone) : none,
            body: html`${session.may('write') && this.campaign ? this.maker() : none}${this.list()}`
        });
    }

    maker() {
        const { kind } = this.form;
        const kinds = KINDS[this.campaign.integration_type];
        const summary = Object.entries(this.errors).map(([name, message]) => ({ id: name ? `export-${name}` : null, message }));
        return section({
            id: 'new-export',
            title: t('exports.new'),
            body: html`<form class="panel stack" @submit=${this.make} novalidate>
                ${errorSummary(summary)}
                ${radios({
                    name: 'kind', label: t('exports.kind'), value: kinds.includes(kind) ? kind : 'contacts',
                    options: kinds.map(value => ({ value, label: t(`exportKind.${value}`) })),
                    onchange: value => this.change('kind', value)
                })}
                <p class="hint">${t(`exports.kind.${kind}`)}</p>
                <details ?open=${this.filtered}>
                    <summary>${t('exports.filters')} <span class="muted">${this.filtered ? none : t('exports.everything')}</span></summary>
                    <div class="stack is-folded">${this.filters(kind)}</div>
                </details>
                <div class="row">
                    ${checkbox({ id: 'export-bom', label: t('exports.bom'), hint: t('exports.bom_hint'), checked: this.form.bom, onchange: on => this.change('bom', on) })}
                    ${checkbox({ id: 'export-raw', label: t('exports.raw'), hint: t('exports.raw_hint'), checked: this.form.raw, onchange: on => this.change('raw', on) })}
                </div>
                <div class="actions">${button({ label: t('exports.make'), kind: 'primary', type: 'submit', busy: this.saving, scope: 'write' })}</div>
            </form>`
        });
    }

    get filtered() {
        const { kind, bom, raw, ...filters } = this.request;
        return Object.keys(filters).length > 0 || Object.keys(this.errors).some(name => name !== '');
    }

    filters(kind) {
        const { form, errors } = this;
        const any = { value: '', label: t('activity.any') };
        const yes = name => select({
            id: `export-${name}`, label: t(`exports.${name}`), value: form[name], onchange: value => this.change(name, value),
            options: [any, { value: 'yes', label: t('exports.yes') }, { value: 'no', label: t('exports.no') }]
        });
        const dated = name => field({
            id: `export-${name}`, label: t(`activity.${name}`), type: 'date', value: form[name], error: errors[name],
            oninput: value => this.change(name, value)
        });
        return html`
            ${hasStatus(kind) ? this.ticks('status', t('activity.status'), this.statuses(kind)) : none}
            ${this.tags.length > 0 ? this.ticks('tags', t('activity.tags'), this.tags.map(tag => ({ value: tag, label: text(tag) }))) : none}
            <div class="inputs">
                ${yes('converted')} ${ofContacts(kind) ? yes('not_contacted') : none}
                ${ofCalls(kind)
                    ? select({
                          id: 'export-answered_by', label: t('activity.answered_by'), value: form.answered_by,
                          options: [any, ...codes.answeredBy.map(value => ({ value, label: t(`answeredBy.${value}`) }))],
                          onchange: value => this.change('answered_by', value)
                      })
                    : none}
                ${dated('startDate')} ${dated('endDate')}
            </div>`;
    }

    statuses(kind) {
        if (ofContacts(kind)) {
            const those = this.campaign.integration_type === 'whatsapp' ? WHATSAPP_STATUSES : PHONE_STATUSES;
            return those.map(value => ({ value, label: t(`contactStatus.${value}`) }));
        }
        const group = kind === 'calls' ? 'callStatus' : 'messageStatus';
        return codes[group].map(value => ({ value, label: t(`${group}.${value}`) }));
    }

    ticks(name, label, options) {
        return html`<fieldset class="radios">
            <legend>${label} <span class="muted">${t('exports.none_is_all')}</span></legend>
            <div class="choices">
                ${options.map((option, index) => checkbox({
                    id: `export-${name}-${index}`, label: option.label, checked: this.form[name].includes(option.value),
                    onchange: on => this.toggle(name, option.value, on)
                }))}
            </div>
        </fieldset>`;
    }

    list() {
        return section({ id: 'exports', title: t('exports.made'), body: this.made() });
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
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
            <div class="scroll"><table class="table is-cards" role="table">
                <caption class="hidden">${t('exports.made')}</caption>
                <thead role="rowgroup"><tr role="row">
                    ${['made_at', 'kind', 'filters', 'state', 'rows'].map(name => html`<th scope="col" role="columnheader" class=${name === 'rows' ? 'number' : none}>${t(`exports.${name}`)}</th>`)}
                    <th scope="col" role="columnheader"><span class="hidden">${t('exports.file')}</span></th>
                </tr></thead>
                <tbody role="rowgroup">${repeat(exports, one => one.id, one => this.row(one))}</tbody>
            </table></div>
            ${pager({
                newer: previous ? link(path, { cursor: previous }) : null,
                older: next ? link(path, { cursor: next }) : null,
                note: total === null ? none : t('exports.total', { count: total })
            })}`;
    }

    row(one) {
        const zone = this.campaign.timezone;
        return html`<tr role="row">
            <td role="cell" class="nowrap" data-label=${t('exports.made_at')}>${instant(one.created_at, zone)}</td>
            <th role="rowheader" scope="row">${t(`exportKind.${one.kind}`)}</th>
            <td role="cell" data-label=${t('exports.filters')}>${this.filterWords(one.filters)}</td>
            <td role="cell" data-label=${t('exports.state')}>${stateMark({ ...STATES[one.status], word: t(`exportStatus.${one.status}`) })}
                ${one.error ? html`<br /><small class="muted">${text(one.error)}</small>` : none}</td>
            <td role="cell" class="number" data-label=${t('exports.rows')}>${number(one.rows)}</td>
            <td role="cell" class="number">${one.status === 'done' ? this.files(one) : none}</td>
        </tr>
        ${this.manifests[one.id] ? html`<tr role="row" class="is-details"><td role="cell" colspan="6">${this.manifest(one, this.manifests[one.id])}</td></tr>` : none}`;
    }

    files(one) {
        const shown = this.manifests[one.id];
        return html`<span class="actions is-end">
            <a class="button is-small" href=${one.url} download @click=${event => this.get(event, one, 'url')}>${icon('download')}<span>${t('exports.download')}</span></a>
            <button class="button is-quiet is-small" type="button" aria-expanded=${shown ? 'true' : 'false'}
                @click=${() => this.details(one)}>${t('activity.details')}</button>
        </span>`;
    }

    /** A signed address that has ended is asked for again before the file is. */
    async get(event, one, name) {
        if (Date.parse(one.expires_at) - Date.now() > 5000) {
            return;
        }
        event.preventDefault();
        try {
            const path = { campaign: this.params.campaign, export: one.id };
            const fresh = (await api('showExport', { path })).export;
            this.page = { ...this.page, exports: this.page.exports.map(each => (each.id === one.id ? fresh : each)) };
            const anchor = Object.assign(document.createElement('a'), { href: fresh[name], download: '' });
            anchor.click();
        } catch (error) {
            this.problem = error;
        }
    }

    /** When the file was read stands in its manifest only. */
    async details(one) {
        if (this.manifests[one.id]) {
            const { [one.id]: closed, ...others } = this.manifests;
            this.manifests = others;
            return;
        }
        this.manifests = { ...this.manifests, [one.id]: {} };
        try {
            const path = { campaign: this.params.campaign, export: one.id };
            const fresh = Date.parse(one.expires_at) > Date.now() ? one : (await api('showExport', { path })).export;
            this.manifests = { ...this.manifests, [one.id]: JSON.parse(await readSigned(fresh.manifest_url)) };
        } catch {
            this.manifests = { ...this.manifests, [one.id]: { failed: true } };
        }
    }

    manifest(one, { read_from: from, read_until: until, columns, failed: unread }) {
        const zone = this.campaign.timezone;
        const seconds = { seconds: true };
        return html`<dl class="pairs">
            <dt>${t('exports.read_between')}</dt>
            <dd>${from ? t('exports.between', { from: instant(from, zone, seconds), until: instant(until, zone, seconds) }) : unread ? t('exports.manifest_failed') : t('part.busy')}</dd>
            ${columns ? html`<dt>${t('exports.columns')}</dt><dd>${columns.map((name, index) => html`${index ? ', ' : ''}${text(name)}`)}</dd>` : none}
            <dt>${t('exports.size')}</dt><dd>${t('exports.bytes', { n: one.bytes ?? 0 })}</dd>
            <dt>SHA-256</dt><dd class="mono">${one.sha256}</dd>
            <dt>${t('exports.manifest')}</dt>
            <dd><a href=${one.manifest_url} download @click=${event => this.get(event, one, 'manifest_url')}>${t('exports.manifest_download')}</a></dd>
        </dl>`;
    }

    filterWords(filters) {
        const zone = this.campaign.timezone;
        const words = [
            ...(filters.status ?? []).map(status => this.statusWord(status)),
            ...(filters.tags ?? []).map(tag => text(tag)),
            ...['converted', 'not_contacted'].filter(name => name in filters).map(name => t(`exports.${name}_${filters[name] ? 'yes' : 'no'}`)),
            ...(filters.answered_by ? [t(`answeredBy.${filters.answered_by}`)] : []),
            ...(filters.startDate ? [t('exports.from', { T: instant(filters.startDate, zone) })] : []),
            ...(filters.endDate ? [t('exports.until', { T: instant(filters.endDate, zone) })] : [])
        ];
        return words.length === 0 ? html`<span class="muted">${t('exports.everything')}</span>` : words.map((word, index) => html`${index ? ', ' : ''}${word}`);
    }

    statusWord(status) {
        const group = ['contactStatus', 'callStatus', 'messageStatus'].find(name => codes[name].includes(status));
        return group ? t(`${group}.${status}`) : status;
    }
}
customElements.define('vu-exports', Exports);

export const screen = { title: () => t('tab.exports'), element: 'vu-exports' };
