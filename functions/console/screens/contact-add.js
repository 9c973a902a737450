/**
 * `<vu-contact-add>`: one contact by hand, with the variables that the campaign's message needs. The typed values are
 * stored in a draft. Events: `vu-added`, `vu-close`.
 */
import { api, newKey } from '../api.js';
import { LitElement, draft, html, none, plain, t } from '../core.js';
import { button, errorText, field, icon, notify, section } from '../parts.js';
import { neededNames } from './needed-names.js';

const OWN = ['name', 'contact_name', 'contact', 'phone_number', 'context', 'id'];
const EMPTY = { contact: '', name: '', id: '', context: '' };

class ContactAdd extends LitElement {
    static properties = {
        campaign: { attribute: false }, values: { state: true }, variables: { state: true }, names: { state: true },
        result: { state: true }, error: { state: true }, busy: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { values: { ...EMPTY }, variables: {}, names: [], result: null, error: '', busy: false,
            key: '' });
    }

    createRenderRoot() {
        return this;
    }

    /** Before the first rendering: the campaign is available, even if the module was loaded after the element. */
    willUpdate() {
        if (this.hasUpdated) {
            return;
        }
        this.draft = draft(`contact.${this.campaign.id}`);
        const kept = this.draft.get();
        if (kept) {
            Object.assign(this, { values: kept.values, variables: kept.variables, key: kept.key });
        }
        neededNames(this.campaign).then(names => {
            this.names = names.filter(name => !OWN.includes(name.toLowerCase()));
        });
    }

    firstUpdated() {
        this.querySelector('#add-contact')?.focus();
    }

    set(group, name, value) {
        this[group] = { ...this[group], [name]: value };
        this.error = '';
        this.key ||= newKey();
        this.draft.set({ values: this.values, variables: this.variables, key: this.key });
    }

    async add(event, ifDuplicate) {
        event?.preventDefault();
        if (this.busy) {
            return;
        }
        if (!this.values.contact.trim()) {
            this.error = t('add.number_missing');
            await this.updateComplete;
            this.querySelector('#add-contact').focus();
            return;
        }
        this.busy = true;
        this.result = null;
        this.key ||= newKey();
        try {
            const given = Object.entries(this.values).filter(([, value]) => value.trim());
            const variables = Object.fromEntries(Object.entries(this.variables).filter(([, value]) => value.trim()));
            const body = { ...Object.fromEntries(given), ...(Object.keys(variables).length > 0 ? { variables } : {}) };
            const { results: [result] } = await api('addContacts', {
                path: { campaign: this.campaign.id }, key: ifDuplicate ? newKey() : this.key,
                body: ifDuplicate ? { ...body, if_duplicate: ifDuplicate } : body
            });
            this.showResult(result);
        } catch (error) {
            this.error = error.code === 'INVALID_REQUEST' ? plain(error.message) : errorText(error);
            this.key = error.code === 'IDEMPOTENCY_KEY_REUSED' ? newKey() : this.key;
        }
        this.busy = false;
    }

    showResult(result) {
        this.key = newKey();
        if (result.status === 'failed') {
            this.error = t(`problem.${result.error}`, { country: this.campaign.default_region });
            return;
        }
        if (result.status === 'skipped_duplicate') {
            this.result = result;
            return;
        }
        const said = t(`add.${result.status}`, { number: result.contact });
        notify(result.suppressed ? `${said} ${t('add.suppressed')}` : said);
        this.result = result.repaired || result.suppressed ? result : null;
        this.values = { ...EMPTY };
        this.variables = {};
        this.draft.drop();
        this.dispatchEvent(new CustomEvent('vu-added', { detail: result }));
        this.updateComplete.then(() => this.querySelector('#add-contact')?.focus());
    }

    render() {
        const { values, variables, names, error } = this;
        const input = (name, given) => field({
            id: `add-${name}`, value: values[name], oninput: value => this.set('values', name, value), ...given
        });
        const close = () => this.dispatchEvent(new CustomEvent('vu-close'));
        return html`<form class="panel stack" novalidate @submit=${this.add}>${section({
            id: 'add', title: t('contacts.add'),
            actions: button({ label: t('app.close'), kind: 'quiet', icon: 'cross', onclick: close }),
            body: html`<div class="fields is-short">
                    ${input('contact', {
                        label: t('add.number'), required: true, error: error || undefined, inputmode: 'tel',
                        maxlength: 100,
                        hint: t('add.number_hint', { country: this.campaign.default_region })
                    })}
                    ${input('name', { label: t('add.name'), optional: true, maxlength: 1000 })}
                    ${input('id', { label: t('add.id'), optional: true, maxlength: 255 })}
                    ${names.map(name => field({
                        id: `add-variable-${name}`, label: plain(name), value: variables[name] ?? '',
                        hint: t('add.needed'),
                        oninput: value => this.set('variables', name, value)
                    }))}
                    ${input('context', { label: t('add.context'), optional: true, rows: 2,
                        hint: t('add.context_hint') })}
                </div>
                ${this.outcome()}
                <div class="actions">${button({
                    label: t('add.action'), kind: 'primary', type: 'submit', busy: this.busy, scope: 'write'
                })}</div>`
        })}</form>`;
    }

    outcome() {
        const { result } = this;
        if (!result) {
            return none;
        }
        if (result.status !== 'skipped_duplicate') {
            return html`<div class="banner is-waits"><p>${icon('info')}<span>${result.repaired ? t(`problem.${result.repaired}`) : ''}
                ${result.suppressed ? t('add.suppressed') : ''} ${result.contact}</span></p></div>`;
        }
        return html`<div class="banner is-waits" role="status"><p>${icon('info')}
                <span>${t('add.duplicate', { number: result.contact })}</span></p>
            ${button({ label: t('add.update'), small: true, onclick: () => this.add(null, 'update') })}
            ${button({ label: t('add.requeue'), small: true, onclick: () => this.add(null, 'requeue') })}</div>`;
    }
}

customElements.define('vu-contact-add', ContactAdd);
