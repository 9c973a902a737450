/**
 * The settings of a new or an existing campaign. The typed values are stored in a draft until they are saved. For an
 * existing campaign only changed fields are sent, after a check for concurrent changes by others.
 */
import { api, lastCampaign, newKey, session } from '../api.js';
import { Screen, clock, draft, go, html, link, none, plain, t } from '../core.js';
import {
    announce, button, busy, campaignPage, errorSummary, errorText, failed, focusSummary, icon, live, notify, page
} from '../parts.js';
import {
    WHATSAPP, bodyOf, changedValues, changesOf, emptyValues, problemsIn, same, valueOf, valuesOf
} from './campaign-values.js';
import { allOf, readContacts, readTemplates } from './form-data.js';
import { LABELS, basics, hours, limitsAndDates, message, pace, rounds } from './form-fields.js';
import { summaryOf } from './form-summary.js';
import { filled } from './placeholders.js';

const DRAFT_DELAY = 300;

const WHERE_LOCKED = ['active', 'cooldown'];

class CampaignForm extends Screen {
    static properties = {
        ...Screen.properties,
        values: { state: true }, errors: { state: true }, conflicts: { state: true }, campaign: { state: true },
        agents: { state: true }, lines: { state: true }, loading: { state: true }, failure: { state: true },
        saving: { state: true }, problem: { state: true }, kept: { state: true }, templates: { state: true },
        known: { state: true }, sample: { state: true }, imageUrl: { state: true }, sendingImage: { state: true },
        others: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            values: emptyValues(), errors: {}, conflicts: {}, campaign: null, base: null, agents: [], lines: [],
            loading: true, failure: null, saving: '', problem: null, kept: '', templates: null, templatesOf: '',
            known: null, sample: null, imageUrl: '', sendingImage: false, others: []
        });
        this.leaving = new AbortController();
        this.timer = null;
        this.keep = this.keep.bind(this);
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = this.params.id ? lastCampaign(this.params.id) : null;
        this.draft = draft(`campaign.${this.params.id ?? 'new'}`);
        addEventListener('pagehide', this.keep);
        this.load();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        removeEventListener('pagehide', this.keep);
        this.keep();
        this.leaving.abort(new DOMException('Left', 'AbortError'));
        URL.revokeObjectURL(this.imageUrl);
    }

    // --- Reading

    async load() {
        const { signal } = this.leaving;
        this.loading = true;
        this.failure = null;
        try {
            const { id } = this.params;
            const [agents, lines, answer] = await Promise.all([
                allOf('listAgents', 'agents', {}, signal), allOf('listAllIntegrations', 'integrations', {}, signal),
                id ? api('showCampaign', { path: { campaign: id }, signal }) : null
            ]);
            this.agents = agents;
            this.lines = lines;
            this.begin(answer?.campaign ?? null);
            window.dispatchEvent(new CustomEvent('vu-title'));
        } catch (error) {
            if (!signal.aborted) {
                this.failure = error;
            }
        }
        this.loading = false;
    }

    /** Fills the form with the draft, if there is one. */
    begin(campaign) {
        this.campaign = campaign;
        this.base = campaign ? valuesOf(campaign) : null;
        const kept = this.draft.get();
        this.values = this.base ? { ...this.base } : this.firstChoice(emptyValues());
        this.key = kept?.key ?? '';
        if (kept) {
            this.values = { ...this.values, ...kept.values };
            this.base = kept.base ?? this.base;
            this.kept = kept.at;
            // Changes of others since the start of the draft are detected when it is saved.
        }
        readTemplates(this);
        if (campaign) {
            readContacts(this, campaign.id);
        }
    }

    /** Selects the agent and the line if there is only one. */
    firstChoice(values) {
        const agent = this.agents.length === 1 ? this.agents[0].id : values.agent;
        const fitting = this.lines.filter(line => line.agent_id === agent && line.integration_type === values.channel);
        return { ...values, agent, line: fitting.length === 1 ? fitting[0].id : '' };
    }

    // --- Functions for the sections

    get agent() {
        return this.agents.find(({ id }) => id === this.values.agent) ?? null;
    }

    get linesOfAgent() {
        const { agent, channel } = this.values;
        return this.lines.filter(line => line.agent_id === agent && line.integration_type === channel);
    }

    get line() {
        return this.lines.find(each => each.id === this.values.line) ?? null;
    }

    /** Why no field can be changed; empty if some can. */
    get lockedWhole() {
        return !session.may('write') ? t('form.locked.key') : this.lockedOver ? t('form.locked.over') : '';
    }

    get lockedOver() {
        return ['finished', 'cancelled'].includes(this.campaign?.status);
    }

    /** Why a value cannot be changed; empty if it can. */
    locked(name) {
        const active = ['agent', 'line'].includes(name) && WHERE_LOCKED.includes(this.campaign?.status);
        return this.lockedWhole || (active ? t('form.locked.active') : '');
    }

    heard(message) {
        return filled(message, this.sample);
    }

    // --- Typing

    set(name, value) {
        this.values = { ...this.values, [name]: value };
        if (name === 'agent' && !this.linesOfAgent.some(line => line.id === this.values.line)) {
            const [only, second] = this.linesOfAgent;
            this.values.line = only && !second ? only.id : '';
        }
        if (name === 'agent' || name === 'line') {
            this.values.currency = this.line?.price?.currency ?? this.values.currency;
            readTemplates(this);
        }
        if (name in this.errors) {
            this.errors = Object.fromEntries(Object.entries(this.errors).filter(([each]) => each !== name));
        }
        this.key ||= newKey();
        clearTimeout(this.timer);
        this.timer = setTimeout(this.keep, DRAFT_DELAY);
    }

    setChannel(channel) {
        this.set('channel', channel);
        if (!this.linesOfAgent.some(line => line.id === this.values.line)) {
            const [only, second] = this.linesOfAgent;
            this.set('line', only && !second ? only.id : '');
        }
    }

    insert(name, piece) {
        const area = this.querySelector(`#form-${name}`);
        const { value, selectionStart: from, selectionEnd: to } = area;
        this.set(name, value.slice(0, from) + piece + value.slice(to));
        this.updateComplete.then(() => {
            area.focus();
            area.setSelectionRange(from + piece.length, from + piece.length);
        });
    }

    clearMoment(name) {
        this.values = { ...this.values, [`${name}_date`]: '', [`${name}_time`]: '' };
        this.set(`${name}_later`, false);
    }

    takeTheirs(name) {
        this.set(name, this.conflicts[name]);
        this.conflicts = Object.fromEntries(Object.entries(this.conflicts).filter(([each]) => each !== name));
    }

    get touched() {
        return this.base ? changedValues(this.values, this.base).length > 0 : Boolean(this.key);
    }

    keep() {
        clearTimeout(this.timer);
        if (!this.key || this.loading) {
            return;
        }
        if (this.touched) {
            const at = new Date().toISOString();
            this.draft.set({ values: this.values, base: this.base, key: this.key, at });
            this.kept = at;
        } else {
            this.forget();
        }
    }

    forget() {
        clearTimeout(this.timer);
        this.draft.drop();
        this.key = '';
        this.kept = '';
    }

    discard() {
        this.forget();
        this.errors = {};
        this.conflicts = {};
        this.problem = null;
        this.begin(this.campaign);
        announce(t('form.discarded'));
    }

    // --- Saving

    async save(next) {
        if (this.saving || this.sendingImage) {
            return;
        }
        this.problem = null;
        this.errors = Object.fromEntries(Object.entries(problemsIn(this.values, this.base))
            .map(([name, [key, params]]) => [name, t(key, params)]));
        if (Object.keys(this.errors).length > 0) {
            await this.showErrors();
            return;
        }
        this.saving = next;
        try {
            await (this.campaign ? this.change() : this.create(next));
            // After a creation, clicks are ignored until the next page is loaded: they would create another campaign.
            this.saving = this.campaign ? '' : next;
        } catch (error) {
            if (!this.leaving.signal.aborted) {
                await this.refused(error);
            }
            this.saving = '';
        }
    }

    async create(next) {
        this.key ||= newKey();
        this.keep();
        const { campaign } = await api('createCampaign', { body: bodyOf(this.values), key: this.key });
        this.forget();
        notify(t('form.created', { name: plain(campaign.name) }));
        go(next === 'contacts' ? `campaigns/${campaign.id}/contacts` : `campaigns/${campaign.id}`);
    }

    /** Reads the campaign again, and shows the changes of others before this save overwrites them. */
    async change() {
        const path = { campaign: this.campaign.id };
        const { campaign: fresh } = await api('showCampaign', { path });
        const now = valuesOf(fresh);
        const theirs = changedValues(now, this.base);
        const ours = changedValues(this.values, this.base);
        const shared = theirs.filter(name => ours.includes(name) && !same(now[name], this.values[name]));
        const unseen = shared.filter(name => !(name in this.conflicts) || !same(this.conflicts[name], now[name]));
        this.campaign = fresh;
        this.others = theirs.filter(name => !ours.includes(name));
        this.values = { ...this.values, ...Object.fromEntries(this.others.map(name => [name, now[name]])) };
        this.base = now;
        this.conflicts = Object.fromEntries(shared.map(name => [name, now[name]]));
        if (unseen.length > 0) {
            this.keep();
            this.errors = Object.fromEntries(unseen.map(name => [name, t('form.conflict_error')]));
            await this.showErrors();
            return;
        }
        const body = changesOf(this.values, now);
        if (Object.keys(body).length > 0) {
            const answer = await api('changeCampaign', { path, body });
            this.campaign = answer.campaign;
            this.base = valuesOf(answer.campaign);
            this.values = { ...this.base };
        }
        this.conflicts = {};
        this.forget();
        notify(t(Object.keys(body).length > 0 ? 'form.saved' : 'form.unchanged'));
    }

    async refused(error) {
        const named = valueOf(error.field);
        const name = named === 'template_language' && this.templates?.state === 'done' ? 'template' : named;
        if (error.code === 'IDEMPOTENCY_KEY_REUSED') {
            // The first response was lost, and the form has changed since that request.
            this.key = newKey();
            this.keep();
        }
        if (error.code === 'CAMPAIGN_FINISHED' || error.code === 'CAMPAIGN_ACTIVE') {
            const { campaign } = await api('showCampaign', { path: { campaign: this.campaign.id } }).catch(() => ({}));
            this.campaign = campaign ?? this.campaign;
        }
        if (name) {
            const known = error.code === 'INVALID_REQUEST' ? plain(error.message) : errorText(error);
            const ofChannel = name === 'phone_limit' && this.values.channel === WHATSAPP ? 'message_limit' : name;
            this.errors = { [ofChannel]: known };
        } else {
            this.problem = error;
        }
        await this.showErrors();
    }

    async showErrors() {
        await this.updateComplete;
        for (const name of Object.keys(this.errors)) {
            this.querySelector(`#form-${name}`)?.closest('details')?.setAttribute('open', '');
        }
        focusSummary(this);
    }

    // --- Rendering

    render() {
        const { campaign, params } = this;
        const body = this.failure
            ? failed(this.failure, () => this.load())
            : this.loading ? busy(8) : this.form();
        if (params.id) {
            return campaignPage({ campaign: campaign ?? { id: params.id }, current: 'settings', body });
        }
        return page({ title: t('form.new'), crumbs: [{ label: t('nav.campaigns'), href: link('campaigns') }], body });
    }

    form() {
        const submit = event => {
            event.preventDefault();
            this.save(event.submitter?.value || 'save');
        };
        return html`<form class="form" novalidate @submit=${submit}>
            <div class="form-main">
                ${this.summaryOfErrors()}${this.notes()}
                ${basics(this)}${message(this)}${hours(this)}
                <div class="folds">${pace(this)}${rounds(this)}${limitsAndDates(this)}</div>
            </div>
            <aside class="form-side" aria-labelledby="form-will">
                <h2 id="form-will">${t(this.lockedOver ? 'form.was' : 'form.will')}</h2>
                ${live(() => html`<ul>${summaryOf(this).map(sentence => html`<li>${sentence}</li>`)}</ul>`)}
                ${this.actions()}
            </aside>
        </form>`;
    }

    summaryOfErrors() {
        const named = (name, error) => (LABELS[name] ? t('form.error.of', { field: t(LABELS[name]), error }) : error);
        const errors = Object.keys(this.values).filter(name => name in this.errors)
            .map(name => ({ id: `form-${name}`, message: named(name, this.errors[name]) }));
        if (this.problem) {
            errors.push({ message: errorText(this.problem) });
        }
        return errorSummary(errors);
    }

    notes() {
        const over = session.may('write') ? this.lockedWhole : '';
        const { length: count } = this.others;
        const others = count > 0 ? t('form.others', { count, n: count }) : '';
        const nobody = this.agents.length === 0
            ? html`<div class="banner is-waits"><p>${icon('info')}<span>${t('form.no_agent')}</span></p>
                ${button({ label: t('form.to_lines'), href: link('lines'), small: true })}</div>` : none;
        return html`${nobody}${[over, others].filter(Boolean)
            .map(said => html`<div class="banner is-idle"><p>${icon('info')}<span>${said}</span></p></div>`)}`;
    }

    actions() {
        if (this.lockedWhole) {
            return none;
        }
        const { saving, campaign } = this;
        return html`<div class="form-actions">
            <button class="button ${campaign ? 'is-primary' : ''}" type="submit" value="save"
                aria-busy=${saving === 'save' ? 'true' : none}>
                ${t(saving === 'save' ? 'form.saving' : 'form.save')}</button>
            ${campaign ? none : html`<button class="button is-primary" type="submit" value="contacts"
                aria-busy=${saving === 'contacts' ? 'true' : none}>
                ${t(saving === 'contacts' ? 'form.saving' : 'form.save_contacts')}</button>`}
            ${this.kept && this.touched ? html`<p class="muted form-kept">
                ${t('form.kept', { time: clock(this.kept) })}
                <button type="button" class="link" @click=${this.discard}>${t('form.discard')}</button></p>` : none}
        </div>`;
    }
}

customElements.define('vu-form', CampaignForm);

export const screen = {
    title: ({ id }) => (id ? t('form.page_title', { name: lastCampaign(id)?.name ?? '' }) : t('form.new')),
    element: 'vu-form'
};
