/**
 * The form of a line: `<vu-line-form .agent .line .done>`. Without a line it creates one for the agent; `done(line)` is
 * called with the line of the API's response, or with null if the form is cancelled.
 */
import { LitElement, draft, html, none, t } from '../core.js';
import { api, newKey } from '../api.js';
import { codes } from '../generated/codes.js';
import {
    button, checkbox, errorSummary, errorText, field, fieldErrors, focusSummary, notify, radios, section
} from '../parts.js';

const CATEGORIES = ['marketing', 'utility', 'authentication', 'service'];
const EMPTY = {
    integration_type: 'phone_call',
    provider: 'twilio',
    number: '',
    label: '',
    rate_per_second: '1',
    max_concurrent: '',
    secret: '',
    voice_url: '',
    record_calls: false,
    voice: '',
    language: '',
    currency: '',
    per_minute: '',
    per_attempt: '',
    marketing: '',
    utility: '',
    authentication: '',
    service: ''
};

/** Which of the fields that only some providers use a provider uses: a platform has the others in its own settings. */
const FIELDS_OF = {
    twilio: ['voice_url', 'record_calls'],
    agent: ['voice_url', 'record_calls'],
    retell: [],
    vapi: [],
    elevenlabs: ['record_calls'],
    whatsapp: []
};
const OF_SOME = ['voice_url', 'record_calls'];
const ONLY_CALLS = ['voice_url', 'voice', 'language', 'max_concurrent', 'per_minute'];
const PATTERNS = {
    number: /^\+[1-9]\d{6,14}$/,
    secret: /^[0-9A-Za-z/_+=.@-]{1,512}$/,
    voice_url: /^https?:\/\/[^#\s]{1,1990}$/i,
    voice: /^[0-9A-Za-z._-]{1,64}$/,
    language: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/,
    currency: /^[A-Za-z]{3}$/
};
const MAX_PRICE = 1_000_000;
const RANGES = {
    rate_per_second: [0.001, 1000],
    max_concurrent: [1, 10_000],
    ...Object.fromEntries(['per_minute', 'per_attempt', ...CATEGORIES].map(name => [name, [0, MAX_PRICE]]))
};

/** A number without the marks that people write between its digits. */
const shortened = (name, value) => (name === 'number' ? value.replace(/[\s().-]/g, '') : value);

const typed = value => (value === null || value === undefined ? '' : String(value));

/** The fields of a line as they are typed. */
function typedOf(line) {
    const price = line.price ?? {};
    const perMessage = price.per_message ?? {};
    return {
        ...EMPTY,
        ...Object.fromEntries(
            [
                'integration_type', 'provider', 'number', 'label', 'rate_per_second', 'max_concurrent', 'secret',
                'voice_url', 'voice', 'language'
            ].map(name => [name, typed(line[name])])
        ),
        // How the agent is reached is set by the API; the form changes the name of its voice.
        reached: line.voice?.kind ? line.voice : null,
        voice: typed(line.voice?.kind ? line.voice.name : line.voice),
        record_calls: line.record_calls,
        currency: typed(price.currency),
        per_minute: typed(price.per_minute),
        per_attempt: typed(price.per_attempt),
        ...Object.fromEntries(CATEGORIES.map(name => [name, typed(perMessage[name])]))
    };
}

/** A number that the user typed; null for an empty field, NaN for text that is not a number. */
const amount = value => (value.trim() === '' ? null : Number(value.trim().replace(',', '.')));

/** Whether the form has the field, by the provider of its line. */
const has = (form, name) => !OF_SOME.includes(name) || (FIELDS_OF[form.provider] ?? []).includes(name);

const isPhone = form => form.integration_type === 'phone_call';

function priceOf(form) {
    if (form.currency.trim() === '') {
        return null;
    }
    const shared = { currency: form.currency.trim().toUpperCase(), per_attempt: amount(form.per_attempt) ?? 0 };
    if (isPhone(form)) {
        return { ...shared, per_minute: amount(form.per_minute) ?? 0 };
    }
    const given = CATEGORIES.filter(name => form[name].trim() !== '').map(name => [name, amount(form[name])]);
    return { ...shared, per_message: Object.fromEntries(given) };
}

/** The request body of a form; a line for WhatsApp has fewer fields. */
function bodyOf(form) {
    const optional = name => (form[name].trim() === '' ? null : form[name].trim());
    const body = {
        label: optional('label'),
        rate_per_second: amount(form.rate_per_second) ?? 1,
        secret: form.secret.trim(),
        price: priceOf(form)
    };
    if (isPhone(form)) {
        Object.assign(body, {
            max_concurrent: amount(form.max_concurrent),
            voice_url: has(form, 'voice_url') ? optional('voice_url') : null,
            record_calls: has(form, 'record_calls') && form.record_calls,
            voice: form.reached ? { ...form.reached, name: optional('voice') } : optional('voice'),
            language: optional('language')
        });
    }
    return body;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The id of the field that the API names. */
function idOf(name) {
    return `line-${name
        .replace(/^price\.per_message\./, '')
        .replace(/^price\./, '')
        .replace(/^price$/, 'currency')}`;
}

class LineForm extends LitElement {
    static properties = {
        agent: { attribute: false },
        line: { attribute: false },
        done: { attribute: false },
        form: { state: true },
        errors: { state: true },
        saving: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { agent: null, line: null, done: () => {}, form: null, errors: [], saving: false });
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.draft = draft(this.line ? `line.${this.line.id}` : `line.new.${this.agent.id}`);
        this.base = this.line;
        this.form = { ...(this.line ? typedOf(this.line) : EMPTY), ...this.draft.get() };
    }

    change(name, value) {
        this.form = { ...this.form, [name]: value };
        if (name === 'integration_type') {
            this.form.provider = value === 'whatsapp' ? 'whatsapp' : 'twilio';
        }
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    /** Checks the form and sets the errors that the API would return, in the words of the page. */
    check() {
        const { form } = this;
        const given = name => form[name].trim();
        const needed = [...(this.line ? [] : ['number']), 'secret'];
        const missing = needed.filter(name => given(name) === '').map(name => [name, `lines.no_${name}`, {}]);
        const patterns = Object.entries(PATTERNS).filter(
            ([name]) => (isPhone(form) || !ONLY_CALLS.includes(name)) && has(form, name)
        );
        const misshapen = patterns
            .filter(([name, pattern]) => given(name) !== '' && !pattern.test(shortened(name, given(name))))
            .map(([name]) => [name, `lines.wrong_${name}`, {}]);
        const ranges = Object.entries(RANGES).filter(([name]) => isPhone(form) || !ONLY_CALLS.includes(name));
        const outside = ranges
            .filter(
                ([name, [min, max]]) =>
                    !(amount(form[name]) === null || (amount(form[name]) >= min && amount(form[name]) <= max))
            )
            .map(([name, [min, max]]) => [name, 'lines.outside', { name: t(`lines.${name}`), min: String(min), max }]);
        return [...missing, ...misshapen, ...outside].map(([name, key, params]) => ({
            id: `line-${name}`,
            message: t(key, params)
        }));
    }

    async save(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        this.errors = this.check();
        if (this.errors.length === 0) {
            this.saving = true;
            try {
                const line = this.line ? await this.send() : await this.make();
                if (line) {
                    this.draft.drop();
                    notify(t('lines.saved'));
                    this.done(line);
                }
            } catch (error) {
                const fields = Object.entries(fieldErrors(error));
                this.errors =
                    fields.length > 0
                        ? fields.map(([name, message]) => ({ id: idOf(name), message }))
                        : [{ id: null, message: errorText(error) }];
            } finally {
                this.saving = false;
            }
        }
        if (this.errors.length > 0) {
            await this.updateComplete;
            focusSummary(this);
        }
    }

    async make() {
        const { integration_type, provider, number } = this.form;
        const body = { integration_type, provider, number: shortened('number', number), ...bodyOf(this.form) };
        const key = this.draft.get()?.key ?? newKey();
        return (await api('createIntegration', { path: { agent: this.agent.id }, body, key })).integration;
    }

    /** Sends only changed fields. Concurrent changes of others are shown first; the next click overwrites them. */
    async send() {
        const path = { integration: this.line.id };
        const before = bodyOf(typedOf(this.base));
        const wanted = bodyOf(this.form);
        const changed = Object.keys(wanted).filter(name => !same(wanted[name], before[name]));
        const fresh = (await api('showIntegrationById', { path })).integration;
        const now = bodyOf(typedOf(fresh));
        const crossed = changed.filter(name => !same(now[name], before[name]) && !same(now[name], wanted[name]));
        this.base = fresh;
        if (crossed.length > 0) {
            this.errors = crossed.map(name => ({
                id: idOf(name),
                message: t('lines.changed_meanwhile', { name: t(`lines.${name}`), value: JSON.stringify(now[name]) })
            }));
            return null;
        }
        if (changed.length === 0) {
            return fresh;
        }
        const body = Object.fromEntries(changed.map(name => [name, wanted[name]]));
        return (await api('changeIntegration', { path, body })).integration;
    }

    give() {
        this.draft.drop();
        this.done(null);
    }

    input(name, more = {}) {
        return field({
            id: `line-${name}`,
            label: t(`lines.${name}`),
            value: this.form[name],
            error: this.errors.find(({ id }) => id === `line-${name}`)?.message,
            oninput: value => this.change(name, value),
            ...more
        });
    }

    render() {
        const phone = isPhone(this.form);
        const body = html`<form class="panel stack" @submit=${this.save} novalidate>
            ${errorSummary(this.errors)}
            ${this.line ? none : this.kind()}
            <div class="inputs">
                ${this.line ? none : this.input('number', { hint: t('lines.number_hint'), required: true, inputmode: 'tel' })}
                ${this.input('label', { optional: true, maxlength: 255 })}
                ${this.input('secret', { hint: t('lines.secret_hint'), required: true, spellcheck: 'false' })}
            </div>
            <div class="inputs">
                ${this.input('rate_per_second', { hint: t('lines.rate_hint'), inputmode: 'decimal' })}
                ${phone
                    ? this.input('max_concurrent', {
                          optional: true,
                          hint: t('lines.max_hint'),
                          inputmode: 'numeric'
                      })
                    : none}
            </div>
            ${phone ? this.calls() : none}
            <fieldset class="stack"><legend><h3>${t('lines.price')}</h3></legend>
                <p class="hint">${t('lines.price_hint')}</p>
                <div class="inputs">
                    ${this.input('currency', { optional: true, hint: t('lines.currency_hint'), maxlength: 3 })}
                    ${this.input('per_attempt', { inputmode: 'decimal' })}
                    ${(phone ? ['per_minute'] : CATEGORIES).map(name => this.input(name, { inputmode: 'decimal' }))}
                </div>
            </fieldset>
            <div class="actions">
                ${button({
                    label: t(this.line ? 'lines.save' : 'lines.create'),
                    kind: 'primary',
                    type: 'submit',
                    busy: this.saving,
                    scope: 'write'
                })}
                ${button({ label: t('part.cancel'), kind: 'quiet', onclick: () => this.give() })}
            </div>
        </form>`;
        return this.line ? body : section({ id: 'new-line', title: t('lines.new'), body });
    }

    kind() {
        const { form } = this;
        return html`<div class="stack">
            ${radios({
                name: 'integration_type',
                label: t('lines.integration_type'),
                value: form.integration_type,
                onchange: value => this.change('integration_type', value),
                options: ['phone_call', 'whatsapp'].map(value => ({ value, label: t(`channel.${value}`) }))
            })}
            ${isPhone(form)
                ? radios({
                      name: 'provider',
                      label: t('lines.provider'),
                      value: form.provider,
                      onchange: value => this.change('provider', value),
                      options: codes.provider
                          .filter(value => value !== 'whatsapp')
                          .map(value => ({ value, label: t(`provider.${value}`) }))
                  })
                : none}
        </div>`;
    }

    calls() {
        return html`<div class="inputs">
                ${has(this.form, 'voice_url')
                    ? this.input('voice_url', {
                          optional: this.form.provider === 'twilio',
                          hint: t('lines.voice_url_hint'),
                          type: 'url',
                          spellcheck: 'false'
                      })
                    : none}
                ${this.input('voice', { optional: true, hint: t('lines.voice_hint'), spellcheck: 'false' })}
                ${this.input('language', { optional: true, hint: t('lines.language_hint'), spellcheck: 'false' })}
            </div>
            ${has(this.form, 'record_calls')
                ? checkbox({
                      id: 'line-record_calls',
                      label: t('lines.record_calls'),
                      hint: t('lines.record_hint'),
                      checked: this.form.record_calls,
                      onchange: on => this.change('record_calls', on)
                  })
                : none}`;
    }
}
customElements.define('vu-line-form', LineForm);
