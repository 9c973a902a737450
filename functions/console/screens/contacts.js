/**
 * The contacts of a campaign: filters and search in the address, a table of 50, actions on one, on the
 * selected ones, and on all that match the filter; adding by hand or by file; one contact beside the table.
 */
import { api, heartbeat, lastCampaign, session } from '../api.js';
import { Screen, go, html, link, none, t, zoneNote } from '../core.js';
import { busy, button, campaignPage, errorText, failed, icon, notify, nothing, pager, stale } from '../parts.js';
import { actOnAll, askRemove, askSkip, askTags, outcomeText, startJob } from './contact-actions.js';
import { files, filters, jobLine, pageOf, selection, table } from './contact-table.js';

const FILTERS = ['status', 'tag', 'q', 'cursor'];
const TYPING_MS = 350;
const OWN_MS = 6000;

/** The wait before data that could not be read is requested again. */
const AGAIN_MS = 10_000;

class Contacts extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true }, agent: { state: true }, page: { state: true }, loading: { state: true },
        failure: { state: true }, stalled: { state: true }, since: { state: true }, ticked: { state: true },
        acting: { state: true }, job: { state: true }, adding: { state: true }, file: { state: true },
        over: { state: true }, typed: { state: true }, uploads: { state: true }, seen: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            campaign: null, agent: null, page: null, loading: true, failure: null, stalled: null, since: null,
            ticked: new Set(), acting: null, job: null, adding: '', file: null, over: false, typed: null, uploads: [],
            seen: '', stops: [], reading: null, timer: null, ownUntil: 0, offered: false
        });
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = lastCampaign(this.params.id);
        this.stops = [heartbeat.watch(this, {
            load: signal => this.loadCampaign(signal),
            next: () => (this.campaign.status === 'active' ? 10_000 : 60_000), failed: (error, again) => {
                this.stalled = again;
                this.failure ??= this.campaign ? null : error;
                if (error.status === 404) {
                    this.stops.forEach(stop => stop());
                }
            }
        })];
        this.loadAround();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stops.forEach(stop => stop());
        this.reading?.abort(new DOMException('Left', 'AbortError'));
        clearTimeout(this.timer);
        this.wanted = null;
    }

    willUpdate(changed) {
        this.loadParts();
        const wanted = JSON.stringify(FILTERS.map(name => this.query[name] ?? ''));
        if (changed.has('query') && this.wanted !== wanted && this.isConnected) {
            const narrowed = this.wanted !== undefined;
            this.wanted = wanted;
            this.ticked = narrowed ? new Set() : this.ticked;
            this.readPage();
        }
    }

    /** Loads the modules of parts when they are shown, so that a first visit needs few requests. */
    loadParts() {
        if (this.query.contact) {
            import('./contact.js');
        }
        if (this.adding === 'hand') {
            import('./contact-add.js');
        } else if (this.adding === 'file') {
            import('./upload-file.js');
        }
    }

    /** Returns the focus to the row of a contact that was closed. */
    updated(changed) {
        const closed = changed.get('query')?.contact;
        if (closed && !this.query.contact) {
            this.querySelector(`#contact-${CSS.escape(closed)}`)?.focus();
        }
    }

    // --- Reading

    async loadCampaign(signal) {
        const { campaign } = await api('showCampaign', { path: { campaign: this.params.id }, signal });
        const first = this.since === null;
        this.campaign = campaign;
        this.since = new Date().toISOString();
        this.stalled = null;
        if (this.failure && !this.loading && !this.failure.field) {
            this.readPage();
        }
        if (first || Date.now() < this.ownUntil) {
            this.seen = this.countsOf(campaign);
        }
        if (first) {
            window.dispatchEvent(new CustomEvent('vu-title'));
            const agent = api('showAgent', { path: { agent: campaign.agent.id } });
            agent.then(answer => { this.agent = answer.agent; }, () => {});
        }
    }

    /** Reads the previous files and jobs; the screen also works without them. */
    async loadAround() {
        const path = { campaign: this.params.id };
        const read = (operation, query) => api(operation, { path, query }).catch(() => ({ uploads: [], jobs: [] }));
        this.uploads = (await read('listUploads', { limit: 5 })).uploads;
        const running = (await read('listJobs', { limit: 1 })).jobs.find(job => job.status === 'running');
        if (running && this.isConnected) {
            this.follow(running);
        }
    }

    countsOf(campaign) {
        return JSON.stringify(campaign.analytics.contacts_by_status);
    }

    async readPage() {
        this.reading?.abort(new DOMException('Another page', 'AbortError'));
        const reading = new AbortController();
        this.reading = reading;
        this.loading = true;
        this.failure = null;
        try {
            this.page = await pageOf(this.params.id, this.query, reading.signal);
            this.offerFile();
            this.seen = this.campaign ? this.countsOf(this.campaign) : '';
        } catch (error) {
            if (reading.signal.aborted) {
                return;
            }
            this.failure = error;
            // The campaign is read again, and then the page.
            setTimeout(() => heartbeat.now(this), AGAIN_MS);
        }
        this.loading = false;
    }

    /** Shows the area for a file immediately if the campaign is empty. */
    offerFile() {
        const empty = this.page.contacts.length === 0 && !this.filtered && !this.page.next && !this.query.cursor;
        if (empty && !this.offered && this.adding === '' && session.may('write')) {
            this.offered = true;
            this.adding = 'file';
        }
    }

    // --- Addresses

    address(change) {
        return link(`campaigns/${this.params.id}/contacts`, { ...this.query, ...change });
    }

    filter(change) {
        const { cursor, contact, ...kept } = this.query;
        go(`campaigns/${this.params.id}/contacts`, { ...kept, ...change }, { replace: true });
    }

    search(value) {
        this.typed = value;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.filter({ q: value.trim() }), TYPING_MS);
    }

    clear() {
        this.typed = null;
        go(`campaigns/${this.params.id}/contacts`);
    }

    get filtered() {
        const { status, tag, q } = this.query;
        return Boolean(status || tag || q);
    }

    // --- Actions

    tick(id, on) {
        this.ticked = new Set(this.ticked);
        this.ticked[on ? 'add' : 'delete'](id);
    }

    async actOnTicked(action) {
        const ids = [...this.ticked];
        const tags = action === 'tag' ? await askTags(this.agent, ids.length) : null;
        if ((action === 'tag' && !tags) || (action === 'remove' && !(await askRemove(ids.length)))) {
            return;
        }
        this.acting = { action, done: 0, total: ids.length };
        let said = '';
        let kind = 'ok';
        try {
            const result = await actOnAll(action, this.params.id, ids, tags, (id, contact) => {
                this.replace(id, contact);
                this.acting = { ...this.acting, done: this.acting.done + 1 };
            });
            said = outcomeText(result);
            this.ticked = new Set();
        } catch (error) {
            said = errorText(error);
            kind = 'bad';
        }
        this.acting = null;
        notify(said, kind);
        this.own();
    }

    async actOnFiltered(action) {
        const count = this.page.total;
        const tags = action === 'tag' ? await askTags(this.agent, count) : null;
        const kept = {
            tag: () => !tags, remove: async () => !(await askRemove(count)), skip: async () => !(await askSkip(count))
        };
        if (await kept[action]?.()) {
            return;
        }
        try {
            this.follow(await startJob(action, this.params.id, this.query, tags));
        } catch (error) {
            notify(errorText(error), 'bad');
        }
    }

    /** Follows a job until it has ended. */
    follow(job) {
        let pause = 500;
        this.job = job;
        this.stops.push(heartbeat.watch(this, {
            first: 500,
            load: async signal => {
                const path = { campaign: this.params.id, job: job.id };
                this.job = (await api('showJob', { path, signal })).job;
                if (this.job.status !== 'running') {
                    this.readPage();
                    this.own();
                }
            },
            next: () => (this.job.status === 'running' ? (pause = Math.min(10_000, pause * 2)) : Infinity)
        }));
    }

    replace(id, contact) {
        const contacts = contact
            ? this.page.contacts.map(each => (each.id === id ? contact : each))
            : this.page.contacts.filter(each => each.id !== id);
        this.page = { ...this.page, contacts };
    }

    changed({ detail }) {
        this.replace(detail.id, detail.contact);
        this.own();
        if (!detail.contact) {
            go(`campaigns/${this.params.id}/contacts`, { ...this.query, contact: null });
        }
    }

    added() {
        this.readPage();
        this.own();
    }

    /** After an action of the user, the new figures are not announced. */
    own() {
        this.ownUntil = Date.now() + OWN_MS;
        heartbeat.soon(this);
    }

    // --- Files that are dropped

    drag(event, over) {
        if ([...(event.dataTransfer?.types ?? [])].includes('Files') && this.takes) {
            event.preventDefault();
            this.over = over;
        }
    }

    drop(event) {
        if (event.dataTransfer.files.length > 0 && this.takes) {
            event.preventDefault();
            this.over = false;
            this.adding = 'file';
            this.file = event.dataTransfer.files[0];
        }
    }

    /** Whether the campaign accepts contacts. */
    get takes() {
        return this.campaign && this.campaign.status !== 'cancelled' && !this.campaign.archived;
    }

    // --- Rendering

    render() {
        const campaign = this.campaign ?? { id: this.params.id };
        const open = Boolean(this.query.contact && this.campaign);
        return html`<div class="contacts ${this.over ? 'is-over' : ''}" @dragover=${event => this.drag(event, true)}
            @dragleave=${event => event.relatedTarget || this.drag(event, false)} @drop=${this.drop}>
            ${campaignPage({
                campaign, current: 'contacts',
                note: campaign.timezone
                    ? html`${zoneNote(campaign.timezone)} ${stale(this.since, this.stalled)}` : none,
                actions: this.takes ? this.headActions() : none,
                body: html`${this.panels()}
                    <div class="split ${open ? 'is-open' : ''}">
                        <div class="split-main">${this.content()}</div>
                        ${open ? html`<vu-contact .campaign=${this.campaign} .agent=${this.agent}
                            .contact=${this.query.contact} .ids=${this.page?.contacts.map(({ id }) => id) ?? []}
                            .address=${id => this.address({ contact: id })}
                            @vu-changed=${this.changed}></vu-contact>` : none}
                    </div>`
            })}
        </div>`;
    }

    headActions() {
        const toggle = name => () => { this.adding = this.adding === name ? '' : name; this.file = null; };
        return html`${button({ label: t('contacts.add'), icon: 'plus', scope: 'write', onclick: toggle('hand') })}
            <span data-key="new">${button({
                label: t('contacts.upload'), icon: 'upload', kind: 'primary', scope: 'write', onclick: toggle('file')
            })}</span>`;
    }

    panels() {
        if (!this.campaign) {
            return none;
        }
        const close = () => { this.adding = ''; this.file = null; };
        return html`${this.adding === 'hand' ? html`<vu-contact-add .campaign=${this.campaign} @vu-added=${this.added}
                @vu-close=${close}></vu-contact-add>` : none}
            ${this.adding === 'file' && this.takes ? html`<vu-upload-file .campaign=${this.campaign} .given=${this.file}
                @vu-close=${close}></vu-upload-file>` : none}
            ${jobLine(this)}`;
    }

    content() {
        const { campaign, page } = this;
        if (!campaign || (!page && !this.failure)) {
            return this.failure ? failed(this.failure, () => { heartbeat.now(this); this.readPage(); }) : busy(10);
        }
        if (campaign.analytics.contacts === 0 && !this.filtered && page?.contacts.length === 0) {
            return this.noContacts();
        }
        return html`${filters(this)}
            ${this.failure ? failed(this.failure, () => this.readPage()) : none}
            ${page ? html`${this.changedSince()}${selection(this)}
                <div aria-busy=${this.loading ? 'true' : 'false'} class=${this.loading ? 'is-loading' : ''}>
                    ${this.rows()}</div>` : none}
            ${files(this)}`;
    }

    noContacts() {
        if (!this.takes) {
            return nothing(t('contacts.none_over'));
        }
        return html`${this.adding === '' ? nothing(t('contacts.none')) : none}${files(this)}`;
    }

    changedSince() {
        return this.seen && this.seen !== this.countsOf(this.campaign) && !this.loading
            ? html`<p class="changed"><button type="button" class="link"
                @click=${() => this.readPage()}>${icon('again')}
                ${t('contacts.changed_since')}</button></p>`
            : none;
    }

    rows() {
        const { contacts, next, previous, total } = this.page;
        const note = total === null ? t('contacts.shown', { count: contacts.length, n: contacts.length })
            : t('contacts.shown_of', { n: contacts.length, total });
        const pages = pager({
            newer: previous ? this.address({ cursor: previous, contact: null }) : null,
            older: next ? this.address({ cursor: next, contact: null }) : null, note
        });
        if (contacts.length === 0) {
            const said = next ? t('contacts.not_yet_found') : t('contacts.none_found');
            const goOn = next ? button({ label: t('contacts.go_on'), href: this.address({ cursor: next }) }) : none;
            return nothing(said, html`${goOn}${button({ label: t('contacts.clear'), onclick: () => this.clear() })}`);
        }
        return html`${table(this, contacts)}${pages}`;
    }
}

customElements.define('vu-contacts', Contacts);

export const screen = {
    title: ({ id }) => t('contacts.page_title', { name: lastCampaign(id)?.name ?? '' }),
    element: 'vu-contacts'
};
