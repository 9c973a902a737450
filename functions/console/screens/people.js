/**
 * Finds a person by number or by the customer's own id: shows the campaigns, the result in each, and do-not-contact
 * entries.
 */
import { Screen, contactStatus, go, html, instant, link, none, plain, reasonWords, t, text } from '../core.js';
import { api, heartbeat } from '../api.js';
import { busy, button, failed, field, icon, nothing, page, section, select, stateMark } from '../parts.js';
import { outcomeOf, outcomeOfMessage } from './conversation.js';
import { OWN_ZONE, countries, entryTable } from './do-not-contact.js';
import { cell, commas, rowHead, table } from './table.js';

const MIN_DIGITS = 7;

/** Whether a text is probably a phone number: digits, and the separators that are usual in numbers. */
function isNumber(typed) {
    return /^[+\d\s().\-/]+$/.test(typed) && typed.replace(/\D/g, '').length >= MIN_DIGITS;
}

class People extends Screen {
    static properties = {
        ...Screen.properties,
        found: { state: true },
        problem: { state: true },
        typed: { state: true },
        adding: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { found: null, problem: null, typed: '', adding: false });
        this.asked = null;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    get by() {
        return this.query.by ?? (isNumber(this.query.q ?? '') ? 'number' : 'external_id');
    }

    willUpdate() {
        const { q = '', country = '' } = this.query;
        const asked = JSON.stringify([q, country, this.by]);
        if (asked !== this.asked) {
            this.asked = asked;
            Object.assign(this, { typed: q, found: null, problem: null, adding: false });
            this.stop?.();
            this.stop =
                q === ''
                    ? null
                    : heartbeat.watch(this, {
                          load: signal => this.load(q, country, signal),
                          failed: error => (this.problem = error)
                      });
        }
    }

    async load(q, country, signal) {
        const query = this.by === 'number' ? { number: q, country } : { external_id: q };
        this.found = await api('findContacts', { query, signal });
        this.problem = null;
    }

    search(event) {
        event.preventDefault();
        const q = this.typed.trim();
        if (q !== '') {
            go('people', { q, country: this.query.country });
        }
    }

    render() {
        return page({
            title: t('nav.people'),
            body: html`${this.form()}${this.query.q ? this.answer() : nothing(t('people.begin'))}`
        });
    }

    form() {
        const wrong = this.problem?.status === 400;
        return html`<form class="inputs" role="search" @submit=${this.search}>
            ${field({
                id: 'people-q',
                label: t('people.find'),
                hint: t('people.hint'),
                type: 'search',
                value: this.typed,
                maxlength: 255,
                error: wrong ? t('people.wrong', { number: plain(this.query.q) }) : '',
                oninput: value => (this.typed = value)
            })}
            ${select({
                id: 'people-country',
                label: t('people.country'),
                value: this.query.country ?? '',
                options: [{ value: '', label: t('people.any_country') }, ...countries()],
                onchange: country => go('people', { ...this.query, country }, { replace: true })
            })}
            ${button({ label: t('people.search'), type: 'submit', icon: 'search', kind: 'primary' })}
        </form>`;
    }

    answer() {
        const { q, country } = this.query;
        const other = this.by === 'number' ? 'external_id' : 'number';
        const how = html`<p class="muted">${t(`people.by.${this.by}`)}
            <a href=${link('people', { q, country, by: other })}>${t(`people.instead.${other}`)}</a></p>`;
        if (this.problem && !this.found) {
            return html`${how}${this.problem.status === 400 ? none : failed(this.problem, () => heartbeat.now(this))}`;
        }
        if (!this.found) {
            return html`${how}${busy(3)}`;
        }
        const { contacts, do_not_contact: entries } = this.found;
        if (contacts.length === 0 && entries.length === 0) {
            const number = this.by === 'number' && q.trim().startsWith('+');
            return html`${how}${nothing(t('people.nobody'), number ? this.block() : none)}
                ${this.adder(q)}`;
        }
        return html`${how}${this.contacts(contacts)}${this.list(entries, contacts[0]?.contact ?? q)}`;
    }

    contacts(contacts) {
        const names = [...new Set(contacts.map(contact => contact.name).filter(Boolean))].map(name => text(name));
        const nobody = html`<p class="muted">${t('people.no_contact')}</p>`;
        return section({
            id: 'in-campaigns',
            title: t('people.campaigns', { count: contacts.length }),
            note: names.length > 0 ? commas(names) : none,
            body: html`${contacts.length === 0 ? nobody : this.table(contacts)}
                ${this.found.more ? html`<p class="muted">${t('people.more', { n: contacts.length })}</p>` : none}`
        });
    }

    table(contacts) {
        const head = ['campaign', 'person', 'status', 'tries', 'last', 'updated'];
        const found = table({
            caption: t('people.found'),
            head: head.map(name => [name, t(`people.${name}`)]),
            right: ['tries'],
            rows: contacts.map(contact => this.row(contact))
        });
        return html`${found}
            <p class="age">${t('people.own_time')}</p>`;
    }

    row(contact) {
        const { campaign, last_attempt: last, f_id: own } = contact;
        const channel = campaign.integration_type;
        const why = reasonWords(contact.reason_code);
        const mark = contactStatus(contact.status, channel);
        const outcome = last && (channel === 'whatsapp' ? outcomeOfMessage(last) : outcomeOf(last)).word;
        const below = words => html`<br /><small class="muted">${words}</small>`;
        const state = campaign.archived ? t('status.archived') : t(`campaignStatus.${campaign.status}`);
        const shape = icon(channel === 'whatsapp' ? 'whatsapp' : 'phone');
        const href = link(`campaigns/${campaign.id}/contacts`, { contact: contact.id });
        return html`<tr role="row">
            ${rowHead(
                html`<a class="row-link" href=${link(`campaigns/${campaign.id}`)}>${text(campaign.name)}</a>${below(
                        html`${shape} ${state}`
                    )}`
            )}
            ${cell(
                t('people.person'),
                html`<a href=${href}>${text(contact.contact)}</a>${own
                        ? below(t('people.own_id', { id: plain(own) }))
                        : none}`
            )}
            ${cell(t('people.status'), html`${stateMark(mark)}${why && why !== mark.word ? below(why) : none}`)}
            ${cell(t('people.tries'), contact.call_count, { kind: 'number' })}
            ${cell(t('people.last'), last ? html`${outcome}${below(instant(last.created_at, OWN_ZONE))}` : '–')}
            ${cell(t('people.updated'), instant(contact.last_update, OWN_ZONE), { kind: 'nowrap' })}
        </tr>`;
    }

    list(entries, number) {
        return section({
            id: 'do-not-contact',
            title: t('dnc.entries'),
            actions: this.block(),
            body: html`${this.adder(number)}
                ${entries.length === 0
                    ? html`<p class="muted">${t('people.no_entry')}</p>`
                    : entryTable({ entries, removed: () => heartbeat.now(this) })}`
        });
    }

    block() {
        return button({
            label: t('people.block'),
            icon: 'block',
            scope: 'write',
            pressed: this.adding ? 'true' : 'false',
            onclick: () => (this.adding = !this.adding)
        });
    }

    adder(number) {
        return this.adding
            ? html`<vu-add-numbers .numbers=${number} .added=${() => {
                  this.adding = false;
                  heartbeat.now(this);
              }}></vu-add-numbers>`
            : none;
    }
}
customElements.define('vu-people', People);

export const screen = { title: () => t('nav.people'), element: 'vu-people' };
