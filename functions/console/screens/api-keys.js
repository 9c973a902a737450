/** API keys and their scopes; a new key is shown once. */
import { Screen, ago, draft, html, instant, none, plain, t, text } from '../core.js';
import { api, heartbeat, newKey } from '../api.js';
import {
    busy, button, confirmDialog, errorSummary, errorText, failed, field, fieldErrors, focusSummary, live, nothing,
    notify, page, radios, section
} from '../parts.js';
import { codes } from '../generated/codes.js';
import { OWN_ZONE } from './do-not-contact.js';
import { adminTabs, shownOnce } from './secret.js';
import { below, cell, rowHead, table } from './table.js';

class ApiKeys extends Screen {
    static properties = {
        ...Screen.properties,
        keys: { state: true },
        own: { state: true },
        problem: { state: true },
        form: { state: true },
        errors: { state: true },
        saving: { state: true },
        made: { state: true },
        adding: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { keys: null, own: null, problem: null, errors: [], saving: false, made: null });
        this.draft = draft('api-key');
        this.form = { name: '', scope: 'read', ...this.draft.get() };
        this.adding = this.draft.get() !== null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.stop = heartbeat.watch(this, {
            load: signal => this.load(signal),
            failed: error => (this.problem = error)
        });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
    }

    async load(signal) {
        this.keys = (await api('listApiKeys', { signal })).api_keys;
        this.own ??= (await api('me', { signal })).me.key_id;
        this.problem = null;
    }

    change(name, value) {
        this.form = { ...this.form, [name]: value };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    async create(event) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        const name = this.form.name.trim();
        this.errors = name === '' ? [{ id: 'key-name', message: t('apikeys.no_name') }] : [];
        if (this.errors.length === 0) {
            this.saving = true;
            try {
                const key = this.draft.get()?.key ?? newKey();
                this.made = (await api('createApiKey', { body: { name, scope: this.form.scope }, key })).api_key;
                this.draft.drop();
                this.form = { name: '', scope: 'read' };
                this.adding = false;
                heartbeat.now(this);
            } catch (error) {
                const fields = Object.entries(fieldErrors(error));
                this.errors =
                    fields.length > 0
                        ? fields.map(([of, message]) => ({ id: `key-${of}`, message }))
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

    async revoke(key) {
        const sure = await confirmDialog({
            title: t('apikeys.revoke_title', { name: plain(key.name) }),
            text: t(key.id === this.own ? 'apikeys.revoke_own' : 'apikeys.revoke_text'),
            confirm: t('apikeys.revoke'),
            keep: t('apikeys.keep'),
            danger: true
        });
        if (!sure) {
            return;
        }
        try {
            const answer = await api('revokeApiKey', { path: { key: key.id } });
            notify(t('apikeys.revoked', { name: plain(key.name), n: answer.stops_within_seconds }));
            heartbeat.now(this);
        } catch (error) {
            notify(errorText(error), 'bad');
        }
    }

    render() {
        return page({
            title: t('nav.keys'),
            tabs: adminTabs('keys'),
            actions: button({
                label: t('apikeys.new'),
                icon: 'plus',
                kind: 'primary',
                scope: 'admin',
                pressed: this.adding ? 'true' : 'false',
                onclick: () => (this.adding = !this.adding)
            }),
            body: html`${
                this.made
                    ? shownOnce({
                          title: t('apikeys.made', { name: plain(this.made.name) }),
                          sentence: t('apikeys.once'),
                          value: this.made.key,
                          close: () => (this.made = null)
                      })
                    : none
            }
            ${this.adding ? section({ id: 'new-key', title: t('apikeys.new'), body: this.newForm() }) : none}
            ${section({ id: 'all-keys', title: t('apikeys.all'), body: this.list() })}`
        });
    }

    newForm() {
        const error = id => this.errors.find(one => one.id === id)?.message;
        return html`<form class="panel stack" @submit=${this.create} novalidate>
            ${errorSummary(this.errors)}
            ${field({
                id: 'key-name',
                label: t('apikeys.name'),
                hint: t('apikeys.name_hint'),
                value: this.form.name,
                maxlength: 64,
                required: true,
                error: error('key-name'),
                oninput: value => this.change('name', value)
            })}
            ${radios({
                name: 'scope',
                label: t('apikeys.scope'),
                value: this.form.scope,
                onchange: value => this.change('scope', value),
                options: codes.scope.map(value => ({
                    value,
                    label: html`${t(`apikeys.scope.${value}`)} <span class="muted">${t(`apikeys.may.${value}`)}</span>`
                }))
            })}
            <div class="actions">
                ${button({
                    label: t('apikeys.create'),
                    kind: 'primary',
                    type: 'submit',
                    busy: this.saving,
                    scope: 'admin'
                })}
            </div>
        </form>`;
    }

    list() {
        if (!this.keys) {
            return this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(3);
        }
        if (this.keys.length === 0) {
            return nothing(t('apikeys.none'));
        }
        return table({
            caption: t('apikeys.all'),
            head: ['name', 'scope', 'created', 'last_used'].map(name => [name, t(`apikeys.${name}`)]),
            actions: t('dnc.actions'),
            rows: this.keys.map(key => this.row(key))
        });
    }

    row(key) {
        const { name, id, scope, created_at: created, last_used_at: used } = key;
        const own = id === this.own ? html`<span class="chip">${t('apikeys.this')}</span>` : none;
        const since = () => html`<span title=${instant(used, OWN_ZONE)}>${ago(used)}</span>`;
        return html`<tr role="row">
            ${rowHead(html`${text(name)} ${own}${below(html`<span class="mono">${id}</span>`)}`)}
            ${cell(t('apikeys.scope'), t(`apikeys.scope.${scope}`))}
            ${cell(t('apikeys.created'), instant(created, OWN_ZONE), { kind: 'nowrap' })}
            ${cell(t('apikeys.last_used'), used ? live(since) : t('apikeys.never'), { kind: 'nowrap' })}
            <td role="cell" class="number">
                ${button({
                    label: t('apikeys.revoke'),
                    kind: 'quiet',
                    small: true,
                    scope: 'admin',
                    title: t('apikeys.revoke_title', { name: plain(name) }),
                    onclick: () => this.revoke(key)
                })}
            </td>
        </tr>`;
    }
}
customElements.define('vu-api-keys', ApiKeys);
