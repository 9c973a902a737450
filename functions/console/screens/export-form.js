/**
 * The contents of an export: `<vu-export-form .campaign .tags .made>`; `made()` is called when an export was requested.
 */
import { LitElement, draft, html, none, t, text } from '../core.js';
import { api, newKey } from '../api.js';
import {
    button, checkbox, errorSummary, errorText, field, fieldErrors, focusSummary, radios, select
} from '../parts.js';
import { codes } from '../generated/codes.js';

const KINDS = {
    phone_call: ['contacts', 'calls', 'results', 'recordings'],
    whatsapp: ['contacts', 'messages', 'results']
};
const ONLY_PHONE = ['voicemail', 'answered'];
const ONLY_WHATSAPP = ['delivered', 'read', 'accepted', 'rejected'];
const NEW = {
    kind: 'contacts', status: [], tags: [], converted: '', not_contacted: '', answered_by: '', startDate: '', endDate: '',
    bom: true, raw: false
};

/** The filters that a kind of export has in addition to tags, converted and the dates. */
const hasStatus = kind => kind !== 'recordings';
const ofContacts = kind => kind === 'contacts' || kind === 'results';
const ofCalls = kind => kind === 'calls';

class ExportForm extends LitElement {
    static properties = {
        campaign: { attribute: false },
        tags: { attribute: false },
        made: { attribute: false },
        form: { state: true },
        errors: { state: true },
        saving: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { campaign: null, tags: [], made: () => {}, form: NEW, errors: {}, saving: false });
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.draft = draft(`export.${this.campaign.id}`);
        const { key, ...kept } = this.draft.get() ?? {};
        this.form = { ...NEW, ...kept };
    }

    change(name, value) {
        const other = name === 'kind' ? { status: [] } : {};
        this.form = { ...this.form, ...other, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    toggle(name, value, on) {
        this.change(name, on ? [...this.form[name], value] : this.form[name].filter(one => one !== value));
    }

    /** Only the filters that the kind has. */
    get filters() {
        const { kind, status, tags, converted, not_contacted: notContacted, answered_by: answeredBy } = this.form;
        const { startDate, endDate } = this.form;
        const known = tags.filter(tag => this.tags.includes(tag));
        return {
            ...(hasStatus(kind) && status.length > 0 ? { status } : {}),
            ...(known.length > 0 ? { tags: known } : {}),
            ...(converted === '' ? {} : { converted: converted === 'yes' }),
            ...(ofContacts(kind) && notContacted !== '' ? { not_contacted: notContacted === 'yes' } : {}),
            ...(ofCalls(kind) && answeredBy !== '' ? { answered_by: answeredBy } : {}),
            ...(startDate ? { startDate } : {}),
            ...(endDate ? { endDate } : {})
        };
    }

    async save(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        this.saving = true;
        this.errors = {};
        try {
            const { kind, bom, raw } = this.form;
            const body = { kind, ...this.filters, bom, raw };
            const key = this.draft.get()?.key ?? newKey();
            await api('createExport', { path: { campaign: this.campaign.id }, body, key });
            this.draft.set({ ...this.form, key: newKey() });
            this.made();
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
        const { kind } = this.form;
        const filtered = Object.keys(this.filters).length > 0 || Object.keys(this.errors).some(name => name !== '');
        const option = (name, id) =>
            checkbox({
                id: `export-${id}`, label: t(`exports.${id}`), hint: t(`exports.${id}_hint`), checked: this.form[name],
                onchange: on => this.change(name, on)
            });
        return html`<form class="panel stack" @submit=${this.save} novalidate>
            ${errorSummary(
                Object.entries(this.errors).map(([name, message]) => ({ id: name ? `export-${name}` : null, message }))
            )}
            ${radios({
                name: 'kind',
                label: t('exports.kind'),
                value: kind,
                options: KINDS[this.campaign.integration_type].map(value => ({ value, label: t(`exportKind.${value}`) })),
                onchange: value => this.change('kind', value)
            })}
            <p class="hint">${t(`exports.kind.${kind}`)}</p>
            <details ?open=${filtered}>
                <summary>
                    ${t('exports.filters')} <span class="muted">${filtered ? none : t('exports.everything')}</span>
                </summary>
                <div class="stack is-folded">${this.choices(kind)}</div>
            </details>
            <div class="row">${option('bom', 'bom')} ${option('raw', 'raw')}</div>
            <div class="actions">
                ${button({ label: t('exports.make'), kind: 'primary', type: 'submit', busy: this.saving, scope: 'write' })}
            </div>
        </form>`;
    }

    choices(kind) {
        const { form, errors } = this;
        const any = { value: '', label: t('activity.any') };
        const either = [any, { value: 'yes', label: t('exports.yes') }, { value: 'no', label: t('exports.no') }];
        const answers = [any, ...codes.answeredBy.map(value => ({ value, label: t(`answeredBy.${value}`) }))];
        const chosen = (name, label, options) =>
            select({
                id: `export-${name}`, label, value: form[name], options, onchange: value => this.change(name, value)
            });
        const dated = name =>
            field({
                id: `export-${name}`, label: t(`activity.${name}`), type: 'date', value: form[name], error: errors[name],
                oninput: value => this.change(name, value)
            });
        const tags = this.tags.map(tag => ({ value: tag, label: text(tag) }));
        return html`${hasStatus(kind) ? this.ticks('status', t('activity.status'), this.statuses(kind)) : none}
            ${tags.length > 0 ? this.ticks('tags', t('activity.tags'), tags) : none}
            <div class="inputs">
                ${chosen('converted', t('exports.converted'), either)}
                ${ofContacts(kind) ? chosen('not_contacted', t('exports.not_contacted'), either) : none}
                ${ofCalls(kind) ? chosen('answered_by', t('activity.answered_by'), answers) : none}
                ${dated('startDate')} ${dated('endDate')}
            </div>`;
    }

    statuses(kind) {
        if (ofContacts(kind)) {
            const others = this.campaign.integration_type === 'whatsapp' ? ONLY_PHONE : ONLY_WHATSAPP;
            const those = codes.contactStatus.filter(status => !others.includes(status));
            return those.map(value => ({ value, label: t(`contactStatus.${value}`) }));
        }
        const group = kind === 'calls' ? 'callStatus' : 'messageStatus';
        return codes[group].map(value => ({ value, label: t(`${group}.${value}`) }));
    }

    ticks(name, label, options) {
        return html`<fieldset class="radios">
            <legend>${label} <span class="muted">${t('exports.none_is_all')}</span></legend>
            <div class="choices">
                ${options.map((option, index) =>
                    checkbox({
                        id: `export-${name}-${index}`,
                        label: option.label,
                        checked: this.form[name].includes(option.value),
                        onchange: on => this.toggle(name, option.value, on)
                    })
                )}
            </div>
        </fieldset>`;
    }
}
customElements.define('vu-export-form', ExportForm);
