/** Finds a person by number or by the customer's own id: campaigns, what became of each, entries of the do-not-contact list. */
import { Screen, contactStatus, go, html, instant, link, none, plain, reasonWords, t, text } from '../core.js';
import { api, heartbeat } from '../api.js';
import { busy, button, failed, field, icon, nothing, page, section, select, stateMark } from '../parts.js';
import { outcomeOf, outcomeOfMessage } from './conversation.js';
import { OWN_ZONE, countries, entryTable } from './do-not-contact.js';

const MIN_DIGITS = 7;

/** Whether a text is meant as a number: almost nothing but digits and the marks between them. */
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
            this.stop = q === '' ? null : heartbeat.watch(this, { load: signal => this.load(q, country, signal), failed: error => (this.problem = error) });
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
        return page({ title: t('nav.people'), body: html`${this.form()}${this.query.q ? this.answer() : nothing(t('people.begin'))}` });
    }

    form() {
        const wrong = this.problem?.status === 400;
        return html`<form class="inputs" role="search" @submit=${this.search}>
            ${field({
                id: 'people-q', label: t('people.find'), hint: t('people.hint'), type: 'search', value: this.typed, maxlength: 255,
                error: wrong ? t('people.wrong', { number: plain(this.query.q) }) : '', oninput: value => (this.typed = value)
            })}
            ${select({
                id: 'people-country', label: t('people.country'), value: this.query.country ?? '',
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
            return html`${how}${nothing(t('people.nobody'), this.by === 'number' && q.trim().startsWith('+') ? this.block(q) : none)}
                ${this.adder(q)}`;
        }
        return html`${how}${this.contacts(contacts)}${this.list(entries, contacts[0]?.contact ?? q)}`;
    }

    contacts(contacts) {
        const names = [...new Set(contacts.map(contact => contact.name).filter(Boolean))];
        return section({
            id: 'in-campaigns',
            title: t('people.campaigns', { count: contacts.length }),
            note: names.length > 0 ? names.map((name, index) => html`${index ? ' · ' : ''}${text(name)}`) : none,
            body: html`${contacts.length === 0 ? html`<p class="muted">${t('people.no_contact')}</p>` : this.table(contacts)}
                ${this.found.more ? html`<p class="muted">${t('people.more', { n: contacts.length })}</p>` : none}`
        });
    }

    table(contacts) {
        const head = ['campaign', 'person', 'status', 'tries', 'last', 'updated'];
        return html`<div class="scroll"><table class="table is-cards" role="table">
            <caption class="hidden">${t('people.found')}</caption>
            <thead role="rowgroup"><tr role="row">
                ${head.map(name => html`<th scope="col" role="columnheader" class=${name === 'tries' ? 'number' : none}>${t(`people.${name}`)}</th>`)}
            </tr></thead>
            <tbody role="rowgroup">${contacts.map(contact => this.row(contact))}</tbody>
        </table></div>
        <p class="age">${t('people.own_time')}</p>`;
    }

    row(contact) {
        const { campaign, last_attempt: last } = contact;
        const channel = campaign.integration_type;
        const why = reasonWords(contact.reason_code, { T: contact.next_at ? instant(contact.next_at, OWN_ZONE) : '' });
        const mark = contactStatus(contact.status, channel);
        const outcome = last && (channel === 'whatsapp' ? outcomeOfMessage(last) : outcomeOf(last)).word;
        return html`<tr role="row">
            <th role="rowheader" scope="row"><a class="row-link" href=${link(`campaigns/${campaign.id}`)}>${text(campaign.name)}</a><br />
                <small class="muted">${icon(channel === 'whatsapp' ? 'whatsapp' : 'phone')} ${campaign.archived ? t('status.archived') : t(`campaignStatus.${campaign.status}`)}</small></th>
            <td role="cell" data-label=${t('people.person')}><a href=${link(`campaigns/${campaign.id}/contacts`, { contact: contact.id })}>${text(contact.contact)}</a>
                ${contact.f_id ? html`<br /><small class="muted">${t('people.own_id', { id: plain(contact.f_id) })}</small>` : none}</td>
            <td role="cell" data-label=${t('people.status')}>${stateMark(mark)}
                ${why && why !== mark.word ? html`<br /><small class="muted">${why}</small>` : none}</td>
            <td role="cell" class="number" data-label=${t('people.tries')}>${contact.call_count}</td>
            <td role="cell" data-label=${t('people.last')}>${last ? html`${outcome}<br /><small class="muted nowrap">${instant(last.created_at, OWN_ZONE)}</small>` : '–'}</td>
            <td role="cell" class="nowrap" data-label=${t('people.updated')}>${instant(contact.last_update, OWN_ZONE)}</td>
        </tr>`;
    }

    list(entries, number) {
        return section({
            id: 'do-not-contact',
            title: t('dnc.entries'),
            actions: this.block(number),
            body: html`${this.adder(number)}
                ${entries.length === 0
                    ? html`<p class="muted">${t('people.no_entry')}</p>`
                    : entryTable({ entries, removed: () => heartbeat.now(this) })}`
        });
    }

    block() {
        return button({
            label: t('people.block'), icon: 'block', scope: 'write', pressed: this.adding ? 'true' : 'false',
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
