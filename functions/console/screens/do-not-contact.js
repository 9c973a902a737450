/**
 * Entries of the do-not-contact list, for the screens that show them.
 *
 * - `entryTable({entries, removed})`: a table; `removed()` is called when an entry was removed.
 * - `<vu-add-numbers .numbers .added>`: the form that adds numbers. With `numbers` (a text) it is for this person only;
 *   `added()` is called after a response.
 * - `countries()`: the options for the country of numbers without country code.
 */
import {
    LitElement, draft, html, instant, language, localToInstant, none, plain, reasonWords, t, text
} from '../core.js';
import { api, newKey } from '../api.js';
import {
    button, confirmDialog, errorSummary, errorText, field, fieldErrors, focusSummary, notify, select, stateMark
} from '../parts.js';
import { cell, rowHead, table } from './table.js';

export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const MAX_NUMBERS = 1000;
const REGIONS = [
    'MX', 'AR', 'BO', 'BR', 'CA', 'CL', 'CO', 'CR', 'DO', 'EC', 'ES', 'GT', 'HN', 'NI', 'PA', 'PE', 'PY', 'SV', 'US',
    'UY', 'VE'
];

/** @returns {Array<{value: string, label: string}>} countries by their names, in the order of the language */
export function countries() {
    const names = new Intl.DisplayNames([language() === 'es' ? 'es-MX' : 'en-GB'], { type: 'region' });
    return REGIONS.map(value => ({ value, label: names.of(value) })).sort((a, b) =>
        a.label.localeCompare(b.label, language())
    );
}

export function channelWords(channel) {
    return t(channel ? `channel.${channel}` : 'dnc.every_channel');
}

const SOURCES = ['api', 'csv', 'reply', 'provider'];
const NOT_GIVEN = 'not given';

function sourceWords(source) {
    return SOURCES.includes(source) ? t(`dnc.source.${source}`) : text(source);
}

/** Why a person is on the list: a code of a provider, or a text that a user wrote. */
function reasonOf({ reason }) {
    if (reason === NOT_GIVEN) {
        return html`<span class="muted">${t('dnc.no_reason')}</span>`;
    }
    return reasonWords(reason) ?? text(reason);
}

function remaining(entry) {
    if (!entry.in_force) {
        return stateMark({ tone: 'idle', icon: 'cross', word: t('dnc.expired') });
    }
    return entry.expires_at
        ? instant(entry.expires_at, OWN_ZONE)
        : html`<span class="muted">${t('dnc.for_good')}</span>`;
}

async function remove(entry, removed) {
    const sure = await confirmDialog({
        title: t('dnc.remove_title', { number: plain(entry.number) }),
        text: t('dnc.remove_text', { channel: channelWords(entry.channel) }),
        confirm: t('dnc.remove_confirm'),
        keep: t('dnc.keep'),
        danger: true
    });
    if (!sure) {
        return;
    }
    try {
        const query = entry.channel ? { channel: entry.channel } : {};
        await api('removeNumber', { path: { number: entry.number }, query });
        notify(t('dnc.removed', { number: plain(entry.number) }));
        removed();
    } catch (error) {
        notify(errorText(error), 'bad');
    }
}

export function entryTable({ entries, removed }) {
    const head = ['number', 'channel', 'reason', 'source', 'since', 'until'];
    return table({
        caption: t('dnc.entries'),
        head: head.map(name => [name, t(`dnc.${name}`)]),
        actions: t('dnc.actions'),
        rows: entries.map(
            entry => html`<tr role="row">
                ${rowHead(html`<span class="nowrap">${text(entry.number)}</span>`)}
                ${cell(t('dnc.channel'), channelWords(entry.channel))} ${cell(t('dnc.reason'), reasonOf(entry))}
                ${cell(t('dnc.source'), sourceWords(entry.source))}
                ${cell(t('dnc.since'), instant(entry.created_at, OWN_ZONE), { kind: 'nowrap' })}
                ${cell(t('dnc.until'), remaining(entry), { kind: 'nowrap' })}
                <td role="cell" class="number">
                    ${button({
                        label: t('dnc.remove'),
                        kind: 'quiet',
                        small: true,
                        scope: 'write',
                        title: t('dnc.remove_title', { number: plain(entry.number) }),
                        onclick: () => remove(entry, removed)
                    })}
                </td>
            </tr>`
        )
    });
}

class AddNumbers extends LitElement {
    static properties = {
        numbers: { attribute: false },
        added: { attribute: false },
        form: { state: true },
        errors: { state: true },
        saving: { state: true },
        results: { state: true }
    };

    constructor() {
        super();
        this.numbers = '';
        this.added = () => {};
        this.errors = [];
        this.saving = false;
        this.results = null;
        this.form = null;
    }

    createRenderRoot() {
        return this;
    }

    /** The draft: one for the list, and another for each person. */
    connectedCallback() {
        super.connectedCallback();
        this.draft = draft(this.numbers ? `dnc.${this.numbers}` : 'dnc');
        this.form = { numbers: this.numbers, channel: '', reason: '', expires: '', region: 'MX', ...this.draft.get() };
    }

    change(name, value) {
        this.form = { ...this.form, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    get list() {
        return this.form.numbers
            .split(/[\n;]+/)
            .map(line => line.trim())
            .filter(Boolean);
    }

    get body() {
        const { channel, reason, expires, region } = this.form;
        const [year, month, date] = expires.split('-').map(Number);
        const end = expires ? localToInstant({ year, month, day: date + 1, hour: 0, minute: 0 }, OWN_ZONE).iso : null;
        return {
            numbers: this.list,
            region,
            ...(channel ? { channel } : {}),
            ...(reason.trim() ? { reason: reason.trim() } : {}),
            ...(end ? { expires_at: end } : {})
        };
    }

    check() {
        const { length } = this.list;
        if (length === 0) {
            return [{ id: 'dnc-numbers', message: t('dnc.no_numbers') }];
        }
        return length > MAX_NUMBERS ? [{ id: 'dnc-numbers', message: t('dnc.too_many', { n: MAX_NUMBERS }) }] : [];
    }

    async save(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        this.errors = this.check();
        this.results = null;
        if (this.errors.length === 0) {
            this.saving = true;
            try {
                const key = this.draft.get()?.key ?? newKey();
                this.took(await api('addNumbers', { body: this.body, key }));
            } catch (error) {
                const fields = Object.entries(fieldErrors(error));
                this.errors =
                    fields.length > 0
                        ? fields.map(([name, message]) => ({
                              id: `dnc-${name.split('[')[0].replace('_at', '')}`,
                              message
                          }))
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

    /** Refused values stay in the form so that the user can correct them. */
    took({ summary, results }) {
        const refused = results.filter(({ status }) => status === 'failed');
        this.results = refused;
        this.draft.drop();
        this.form = {
            ...this.form,
            numbers: refused.map(({ number }) => number).join('\n') || this.numbers,
            reason: refused.length ? this.form.reason : ''
        };
        notify(t('dnc.added', { added: summary.added, failed: summary.failed }), summary.failed > 0 ? 'bad' : 'ok');
        this.added();
    }

    render() {
        const { form } = this;
        const own = Boolean(this.numbers);
        const error = id => this.errors.find(one => one.id === id)?.message;
        return html`<form class="panel stack" @submit=${this.save} novalidate>
            ${errorSummary(this.errors)}
            ${own
                ? none
                : field({
                      id: 'dnc-numbers',
                      label: t('dnc.numbers'),
                      hint: t('dnc.numbers_hint'),
                      rows: 3,
                      value: form.numbers,
                      error: error('dnc-numbers'),
                      required: true,
                      spellcheck: 'false',
                      oninput: value => this.change('numbers', value)
                  })}
            ${this.refused()}
            <div class="inputs">
                ${select({
                    id: 'dnc-channel',
                    label: t('dnc.channel'),
                    value: form.channel,
                    onchange: value => this.change('channel', value),
                    options: ['', 'phone_call', 'whatsapp'].map(value => ({ value, label: channelWords(value) }))
                })}
                ${field({
                    id: 'dnc-reason',
                    label: t('dnc.reason'),
                    optional: true,
                    value: form.reason,
                    maxlength: 255,
                    error: error('dnc-reason'),
                    oninput: value => this.change('reason', value)
                })}
                ${field({
                    id: 'dnc-expires',
                    label: t('dnc.last_day'),
                    optional: true,
                    type: 'date',
                    value: form.expires,
                    error: error('dnc-expires'),
                    oninput: value => this.change('expires', value)
                })}
                ${own
                    ? none
                    : select({
                          id: 'dnc-region',
                          label: t('dnc.region'),
                          value: form.region,
                          options: countries(),
                          onchange: value => this.change('region', value)
                      })}
            </div>
            <div class="actions">
                ${button({
                    label: t(own ? 'dnc.add_person' : 'dnc.add'),
                    kind: own ? 'danger' : 'primary',
                    type: 'submit',
                    busy: this.saving
                })}
            </div>
        </form>`;
    }

    refused() {
        const line = ({ number, error }) => html`<li>${text(number)}: ${t(`problem.${error}`)}</li>`;
        return this.results?.length ? html`<ul class="problems">${this.results.map(line)}</ul>` : none;
    }
}
customElements.define('vu-add-numbers', AddNumbers);
