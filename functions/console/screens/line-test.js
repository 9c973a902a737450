/**
 * One call or message to oneself, outside any campaign: `<vu-line-test .line .preset>`. `preset` may have first_message,
 * template, template_language and template_image; a template of the preset is not requested again. The result is
 * followed until the end.
 */
import { LitElement, draft, html, instant, none, t, text, timelineSentence } from '../core.js';
import { api, heartbeat, newKey } from '../api.js';
import {
    announce, button, errorSummary, errorText, field, fieldErrors, focusSummary, live, select, stateMark
} from '../parts.js';
import { conversation, outcomeOf, outcomeOfMessage } from './conversation.js';
import { OWN_ZONE } from './do-not-contact.js';

const STEPS = [1000, 2000, 4000, 8000, 10_000];
const EMPTY = { to: '+', name: '', first_message: '', template: '', template_image: '', variables: {} };

const FOLDED_MS = 5000;

/** The events shown for a test: it belongs to no campaign, and events that repeat a decision are omitted. */
function eventsOf(timeline) {
    const repeats = (event, one) =>
        one.kind === 'decision' &&
        one.code === event.code &&
        one.attempt === event.attempt &&
        Math.abs(Date.parse(one.at) - Date.parse(event.at)) <= FOLDED_MS;
    return timeline.filter(
        entry => entry.code !== 'LOADED' && !(entry.kind === 'event' && timeline.some(one => repeats(entry, one)))
    );
}

class LineTest extends LitElement {
    static properties = {
        line: { attribute: false },
        preset: { attribute: false },
        form: { state: true },
        errors: { state: true },
        sending: { state: true },
        templates: { state: true },
        attempt: { state: true },
        problem: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            line: null,
            preset: {},
            form: EMPTY,
            errors: [],
            sending: false,
            templates: null,
            attempt: null
        });
        this.problem = null;
        this.step = 0;
    }

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.draft = draft(`test.${this.line.id}`);
        this.form = { ...EMPTY, ...this.preset, ...this.draft.get() };
        if (this.isWhatsApp && !this.preset.template) {
            this.readTemplates();
        }
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    get isWhatsApp() {
        return this.line.integration_type === 'whatsapp';
    }

    async readTemplates() {
        try {
            const { templates } = await api('listTemplates', {
                path: { integration: this.line.id },
                query: { limit: 100 }
            });
            this.templates = templates.filter(
                ({ status, unsupported }) => status === 'APPROVED' && unsupported.length === 0
            );
        } catch (error) {
            this.problem = error;
            this.templates = [];
        }
    }

    get template() {
        return this.templates?.find(one => this.keyOf(one) === this.form.template) ?? null;
    }

    keyOf({ name, language }) {
        return `${name} ${language}`;
    }

    change(name, value) {
        this.form = { ...this.form, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    check() {
        const found = [];
        if (!/^\+[\d\s().-]{8,}$/.test(this.form.to.trim())) {
            found.push({ id: 'test-to', message: t('test.no_number') });
        }
        if (this.isWhatsApp && !this.preset.template && !this.template) {
            found.push({ id: 'test-template', message: t('test.no_template') });
        }
        return found;
    }

    get body() {
        const { to, name, first_message: message, template_image: image, variables } = this.form;
        const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
        const shared = {
            to: to.trim(),
            ...(name.trim() ? { name: name.trim() } : {}),
            ...(Object.keys(given).length > 0 ? { variables: given } : {})
        };
        if (!this.isWhatsApp) {
            return { ...shared, ...(message.trim() ? { first_message: message } : {}) };
        }
        const { template, template_language: language } = this.preset.template
            ? this.preset
            : { template: this.template.name, template_language: this.template.language };
        return { ...shared, template, template_language: language, ...(image ? { template_image: image } : {}) };
    }

    async send(event) {
        event.preventDefault();
        if (this.sending) {
            return;
        }
        this.errors = this.check();
        if (this.errors.length === 0) {
            this.sending = true;
            try {
                const key = this.draft.get()?.key ?? newKey();
                this.attempt = (
                    await api('testIntegration', { path: { integration: this.line.id }, body: this.body, key })
                ).attempt;
                this.draft.set({ ...this.form, key: newKey() });
                this.follow();
            } catch (error) {
                const fields = Object.entries(fieldErrors(error));
                this.errors =
                    fields.length > 0
                        ? fields.map(([name, message]) => ({
                              id: `test-${name.replace('variables.', 'var-')}`,
                              message
                          }))
                        : [{ id: error.code === 'DO_NOT_CONTACT' ? 'test-to' : null, message: errorText(error) }];
            } finally {
                this.sending = false;
            }
        }
        if (this.errors.length > 0) {
            await this.updateComplete;
            focusSummary(this);
        }
    }

    /** Reads the attempt after 1, 2, 4, 8 and then each 10 s, until it is over. */
    follow() {
        this.stop?.();
        this.step = 0;
        this.stop = heartbeat.watch(this, {
            first: STEPS[0],
            load: async signal => {
                this.attempt = (await api('showAttempt', { path: { attempt: this.attempt.id }, signal })).attempt;
                if (this.attempt.status === 'over') {
                    announce(t('test.over'));
                }
            },
            next: () => (this.attempt.status === 'over' ? Infinity : STEPS[Math.min(++this.step, STEPS.length - 1)])
        });
    }

    render() {
        const { form } = this;
        const error = id => this.errors.find(one => one.id === id)?.message;
        return html`<form class="panel stack" @submit=${this.send} novalidate>
                ${errorSummary(this.errors)}
                <p class="note">${t(this.isWhatsApp ? 'test.note_message' : 'test.note_call')}</p>
                <div class="inputs">
                    ${field({
                        id: 'test-to',
                        label: t('test.to'),
                        hint: t('test.to_hint'),
                        value: form.to,
                        type: 'tel',
                        required: true,
                        autocomplete: 'tel',
                        error: error('test-to'),
                        oninput: value => this.change('to', value)
                    })}
                    ${field({
                        id: 'test-name',
                        label: t('test.name'),
                        optional: true,
                        value: form.name,
                        oninput: value => this.change('name', value)
                    })}
                    ${this.isWhatsApp && !this.preset.template ? this.templateChoice(error('test-template')) : none}
                </div>
                ${this.isWhatsApp ? this.parameters() : this.firstMessage(error('test-first_message'))}
                <div class="actions">
                    ${button({
                        label: t(this.isWhatsApp ? 'test.send' : 'test.call'),
                        kind: 'primary',
                        type: 'submit',
                        busy: this.sending,
                        scope: 'write'
                    })}
                </div>
            </form>
            ${this.attempt ? this.outcome() : none}`;
    }

    firstMessage(error) {
        return field({
            id: 'test-first_message',
            label: t('test.first_message'),
            hint: t('test.first_hint'),
            rows: 2,
            optional: true,
            wide: true,
            maxlength: 2000,
            value: this.form.first_message,
            error,
            oninput: value => this.change('first_message', value)
        });
    }

    templateChoice(error) {
        const options = (this.templates ?? []).map(one => ({
            value: this.keyOf(one),
            label: `${one.name} (${one.language})`
        }));
        const hint = this.problem
            ? errorText(this.problem)
            : this.templates?.length === 0
              ? t('test.no_templates')
              : '';
        return select({
            id: 'test-template',
            label: t('test.template'),
            value: this.form.template,
            error,
            hint,
            options: [{ value: '', label: t('test.choose') }, ...options],
            onchange: value => this.change('template', value)
        });
    }

    parameters() {
        const template = this.template;
        if (!template) {
            return none;
        }
        const needed = template.parameters.filter(name => !['name', 'contact_name'].includes(name));
        return html`<div class="stack">
            <blockquote class="bubble">${text(template.body)}</blockquote>
            ${needed.length > 0
                ? html`<div class="inputs">${needed.map(name =>
                      field({
                          id: `test-var-${name}`,
                          label: text(name),
                          value: this.form.variables[name] ?? '',
                          error: this.errors.find(({ id }) => id === `test-var-${name}`)?.message,
                          oninput: value => this.change('variables', { ...this.form.variables, [name]: value })
                      })
                  )}</div>`
                : none}
            ${template.header?.format === 'IMAGE'
                ? field({
                      id: 'test-template_image',
                      label: t('test.image'),
                      hint: t('test.image_hint'),
                      wide: true,
                      value: this.form.template_image,
                      oninput: value => this.change('template_image', value)
                  })
                : none}
        </div>`;
    }

    /** The events so far, the newest last, like the timeline of a contact. */
    outcome() {
        const { attempt } = this;
        const result = attempt.call
            ? outcomeOf(attempt.call)
            : attempt.message
              ? outcomeOfMessage(attempt.message)
              : null;
        const state = result ?? { tone: 'working', icon: 'run', word: t('test.under_way') };
        return html`<div class="panel stack">
            <div class="row">${stateMark(state)} <span class="muted">${text(attempt.number_to)}</span>
                ${attempt.status === 'over' ? none : html`<span class="muted">${t('test.followed')}</span>`}</div>
            <ol class="entries">${eventsOf(attempt.timeline).map(
                entry => html`<li><time datetime=${entry.at}>${instant(entry.at, OWN_ZONE, { seconds: true })}</time>
                <span>${live(() => timelineSentence(entry, OWN_ZONE))}</span></li>`
            )}</ol>
            ${attempt.status === 'over' && attempt.call ? conversation(attempt.call) : none}
        </div>`;
    }
}
customElements.define('vu-line-test', LineTest);
