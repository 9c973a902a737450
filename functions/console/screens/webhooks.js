/** Webhook endpoints: where events are posted; test one, replace its secret, post an event again. */
import { Screen, ago, draft, html, instant, link, none, plain, t, text } from '../core.js';
import { api, heartbeat, newKey } from '../api.js';
import {
    announce, busy, button, checkbox, confirmDialog, errorSummary, errorText, failed, field, fieldErrors, focusSummary,
    live, menu, nothing, notify, page, radios, section, stateMark
} from '../parts.js';
import { codes } from '../generated/codes.js';
import { deliveryWords } from './deliveries.js';
import { OWN_ZONE } from './do-not-contact.js';
import { adminTabs, shownOnce } from './secret.js';
import { below, cell, commas, rowHead, table } from './table.js';

const NEW = { id: null, url: 'https://', format: 'vuelta', events: [] };

class Webhooks extends Screen {
    static properties = {
        ...Screen.properties,
        endpoints: { state: true },
        problem: { state: true },
        form: { state: true },
        errors: { state: true },
        saving: { state: true },
        secret: { state: true },
        tests: { state: true },
        event: { state: true },
        eventError: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            endpoints: null,
            problem: null,
            errors: [],
            saving: false,
            secret: null,
            tests: {},
            event: '',
            eventError: ''
        });
        this.draft = draft('webhook');
        this.form = this.draft.get();
    }

    connectedCallback() {
        super.connectedCallback();
        this.stop = heartbeat.watch(this, {
            load: signal => this.load(signal),
            next: () => 60_000,
            failed: error => (this.problem = error)
        });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
    }

    async load(signal) {
        this.endpoints = (await api('listEndpoints', { signal })).webhook_endpoints;
        this.problem = null;
    }

    open(endpoint) {
        const { id, url, format, events } = endpoint;
        this.form = { id, url, format, events };
        this.errors = [];
        this.updateComplete.then(() => this.querySelector('#hook-url')?.focus());
    }

    change(name, value) {
        this.form = { ...this.form, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    give() {
        this.draft.drop();
        this.form = null;
        this.errors = [];
    }

    async save(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        const { id, url, format, events } = this.form;
        this.errors =
            format === 'vuelta' && events.length === 0
                ? [{ id: 'hook-event-0', message: t('webhooks.no_events') }]
                : [];
        if (this.errors.length === 0) {
            this.saving = true;
            try {
                const body = { url: url.trim(), format, ...(format === 'altur' ? {} : { events }) };
                await this.send(id, body);
                this.give();
                heartbeat.now(this);
            } catch (error) {
                const fields = Object.entries(fieldErrors(error));
                this.errors =
                    fields.length > 0
                        ? fields.map(([of, message]) => ({
                              id: of.startsWith('events') ? 'hook-event-0' : `hook-${of}`,
                              message: of === 'url' ? t('webhooks.wrong_url') : message
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

    async send(id, body) {
        if (id) {
            await api('changeEndpoint', {
                path: { endpoint: id },
                body: body.format === 'altur' ? { ...body, events: ['call.ended'] } : body
            });
            notify(t('webhooks.saved'));
        } else {
            const made = (await api('createEndpoint', { body, key: this.draft.get()?.key ?? newKey() }))
                .webhook_endpoint;
            this.secret = { url: made.url, value: made.secret };
        }
    }

    /** Runs an action on an endpoint; a failure is shown, and nothing is lost. */
    async act(work) {
        try {
            await work();
            heartbeat.now(this);
        } catch (error) {
            notify(errorText(error), 'bad');
        }
    }

    test(endpoint) {
        this.tests = { ...this.tests, [endpoint.id]: { running: true } };
        this.act(async () => {
            try {
                const { test } = await api('testEndpoint', { path: { endpoint: endpoint.id } });
                this.tests = { ...this.tests, [endpoint.id]: { ...test, at: new Date().toISOString() } };
                announce(this.testWords(this.tests[endpoint.id]));
            } catch (error) {
                this.tests = { ...this.tests, [endpoint.id]: null };
                throw error;
            }
        });
    }

    testWords({ accepted, status, reason }) {
        return accepted ? t('webhooks.accepted', { status: String(status) }) : deliveryWords(reason);
    }

    async roll(endpoint) {
        const asked = {
            title: t('webhooks.roll_title'),
            text: t('webhooks.roll_text'),
            confirm: t('webhooks.roll'),
            keep: t('webhooks.keep_secret')
        };
        if (await confirmDialog(asked)) {
            this.act(async () => {
                const request = { path: { endpoint: endpoint.id }, key: newKey() };
                const rolled = (await api('rollSecret', request)).webhook_endpoint;
                this.secret = { url: rolled.url, value: rolled.secret };
            });
        }
    }

    async remove(endpoint) {
        const asked = {
            title: t('webhooks.delete_title'),
            text: plain(endpoint.url),
            confirm: t('webhooks.delete'),
            keep: t('webhooks.keep'),
            danger: true
        };
        if (await confirmDialog(asked)) {
            this.act(async () => {
                await api('deleteEndpoint', { path: { endpoint: endpoint.id } });
                notify(t('webhooks.deleted'));
            });
        }
    }

    async replay(event) {
        event.preventDefault();
        const id = this.event.trim();
        this.eventError = /^evt_[0-9A-Za-z_]{1,60}$/.test(id) ? '' : t('webhooks.no_event');
        if (this.eventError) {
            return;
        }
        try {
            const { replay } = await api('replayEvent', { path: { event: id } });
            notify(t('webhooks.replayed', { count: replay.endpoints.length }));
            this.event = '';
        } catch (error) {
            this.eventError = error.status === 404 ? t('webhooks.unknown_event') : errorText(error);
        }
    }

    render() {
        return page({
            title: t('nav.webhooks'),
            tabs: adminTabs('webhooks'),
            actions: button({
                label: t('webhooks.new'),
                icon: 'plus',
                kind: 'primary',
                scope: 'admin',
                onclick: () => this.open(NEW)
            }),
            body: html`${
                this.secret
                    ? shownOnce({
                          title: t('webhooks.secret', { url: plain(this.secret.url) }),
                          sentence: t('webhooks.once'),
                          value: this.secret.value,
                          close: () => (this.secret = null)
                      })
                    : none
            }
            ${this.form ? this.editor() : none}
            ${section({ id: 'endpoints', title: t('webhooks.all'), body: this.list() })} ${this.deliveries()}
            ${this.again()}`
        });
    }

    editor() {
        const { form } = this;
        const error = id => this.errors.find(one => one.id === id)?.message;
        return section({
            id: 'endpoint',
            title: t(form.id ? 'webhooks.change' : 'webhooks.new'),
            body: html`<form class="panel stack" @submit=${this.save} novalidate>
                ${errorSummary(this.errors)}
                ${field({
                    id: 'hook-url',
                    label: t('webhooks.url'),
                    hint: t('webhooks.url_hint'),
                    type: 'url',
                    wide: true,
                    value: form.url,
                    maxlength: 2000,
                    required: true,
                    spellcheck: 'false',
                    error: error('hook-url'),
                    oninput: value => this.change('url', value)
                })}
                ${radios({
                    name: 'format',
                    label: t('webhooks.format'),
                    value: form.format,
                    onchange: value => this.change('format', value),
                    options: ['vuelta', 'altur'].map(value => ({ value, label: t(`webhooks.format.${value}`) }))
                })}
                ${form.format === 'vuelta' ? this.events(form.events) : none}
                <div class="actions">
                    ${button({
                        label: t(form.id ? 'webhooks.save' : 'webhooks.create'),
                        kind: 'primary',
                        type: 'submit',
                        busy: this.saving
                    })}
                    ${button({ label: t('part.cancel'), kind: 'quiet', onclick: () => this.give() })}
                </div>
            </form>`
        });
    }

    events(chosen) {
        return html`<fieldset class="radios">
            <legend>${t('webhooks.events')}</legend>
            <div class="choices is-columns">${codes.eventType.map((value, index) =>
                checkbox({
                    id: `hook-event-${index}`,
                    label: t(`eventType.${value}`),
                    checked: chosen.includes(value),
                    onchange: on => this.change('events', on ? [...chosen, value] : chosen.filter(one => one !== value))
                })
            )}</div>
        </fieldset>`;
    }

    list() {
        if (!this.endpoints) {
            return this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(3);
        }
        if (this.endpoints.length === 0) {
            return nothing(t('webhooks.none'));
        }
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
        ${table({
            caption: t('webhooks.all'),
            head: ['url', 'events', 'state', 'tested'].map(name => [name, t(`webhooks.${name}`)]),
            actions: t('dnc.actions'),
            rows: this.endpoints.map(endpoint => this.row(endpoint))
        })}`;
    }

    /** The endpoint whose id is in the address. */
    deliveries() {
        const endpoint = this.endpoints?.find(({ id }) => id === this.query.endpoint);
        return endpoint
            ? html`<vu-deliveries .endpoint=${endpoint} .query=${this.query}></vu-deliveries>`
            : none;
    }

    row(endpoint) {
        const { id, url, format, events } = endpoint;
        return html`<tr role="row">
            ${rowHead(html`${text(url)}${below(t(`webhooks.format.${format}`))}`)}
            ${cell(t('webhooks.events'), commas(events.map(event => t(`eventType.${event}`))))}
            ${cell(t('webhooks.state'), this.state(endpoint))} ${cell(t('webhooks.tested'), this.tested(this.tests[id]))}
            <td role="cell" class="number"><span class="actions is-end">${this.rowActions(endpoint)}</span></td>
        </tr>`;
    }

    rowActions(endpoint) {
        const { id, url, status } = endpoint;
        const on = status === 'active';
        const body = { status: on ? 'disabled' : 'active' };
        const switched = () => this.act(() => api('changeEndpoint', { path: { endpoint: id }, body }));
        return html`${button({
            label: t('deliveries.open'),
            small: true,
            kind: 'quiet',
            title: t('deliveries.title', { url: plain(url) }),
            href: link('webhooks', { endpoint: id })
        })}
        ${button({
            label: t('webhooks.test'),
            small: true,
            scope: 'admin',
            busy: this.tests[id]?.running,
            onclick: () => this.test(endpoint)
        })}
        ${menu({
            label: t('webhooks.more', { url: plain(url) }),
            icon: 'more',
            kind: 'quiet',
            hideLabel: true,
            scope: 'admin',
            items: [
                { label: t('webhooks.change'), onclick: () => this.open(endpoint) },
                { label: t('webhooks.roll'), onclick: () => this.roll(endpoint) },
                { label: t(on ? 'webhooks.off' : 'webhooks.on'), onclick: switched },
                { label: t('webhooks.delete'), danger: true, onclick: () => this.remove(endpoint) }
            ]
        })}`;
    }

    state({ status, failing_since: failing, previous_secret_until: until }) {
        const off = { tone: failing ? 'needs' : 'idle', icon: failing ? 'alert' : 'pause', word: t('webhooks.disabled') };
        const bad = { tone: 'needs', icon: 'alert', word: t('webhooks.failing') };
        const good = { tone: 'over', icon: 'done', word: t('webhooks.active') };
        const both = until && Date.parse(until) > Date.now();
        return html`${stateMark(status === 'disabled' ? off : failing ? bad : good)}
        ${failing ? below(t('webhooks.failing_since', { T: instant(failing, OWN_ZONE) })) : none}
        ${both ? below(t('webhooks.two_secrets', { T: instant(until, OWN_ZONE) })) : none}`;
    }

    tested(test) {
        if (!test || test.running) {
            return html`<span class="muted">${test ? t('webhooks.testing') : '–'}</span>`;
        }
        const mark = test.accepted ? { tone: 'over', icon: 'done' } : { tone: 'needs', icon: 'alert' };
        return html`${stateMark({ ...mark, word: this.testWords(test) })}${below(live(() => ago(test.at)))}`;
    }

    again() {
        return section({
            id: 'replay',
            title: t('webhooks.replay'),
            body: html`<form class="inputs" @submit=${this.replay} novalidate>
                ${field({
                    id: 'hook-event',
                    label: t('webhooks.event'),
                    hint: t('webhooks.event_hint'),
                    value: this.event,
                    spellcheck: 'false',
                    error: this.eventError,
                    oninput: value => (this.event = value)
                })}
                ${button({ label: t('webhooks.post_again'), type: 'submit', icon: 'again', scope: 'admin' })}
            </form>`
        });
    }
}
customElements.define('vu-webhooks', Webhooks);
