/** One line: its health, its campaigns and its templates; it can be changed, tested and deleted. */
import { Screen, go, html, instant, link, none, number, plain, reasonWords, stateOf, t, text, money } from '../core.js';
import { api, heartbeat, session } from '../api.js';
import { busy, button, failed, icon, live, menu, page, section, stateMark } from '../parts.js';
import { remove } from './removal.js';
import { OWN_ZONE } from './do-not-contact.js';
import { below, cell, rowHead, table } from './table.js';
import './line-form.js';
import './line-test.js';

const names = new Map();

/** The line's name in the title of the page. */
export function lineName(id) {
    return names.get(id) ?? t('lines.line');
}

const TEMPLATE_MARKS = {
    APPROVED: { tone: 'over', icon: 'done' },
    PENDING: { tone: 'waits', icon: 'wait' },
    IN_APPEAL: { tone: 'waits', icon: 'wait' },
    REJECTED: { tone: 'needs', icon: 'alert' },
    PAUSED: { tone: 'needs', icon: 'alert' },
    DISABLED: { tone: 'needs', icon: 'alert' }
};
const TEMPLATE_STATUSES = [
    'APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED', 'PENDING_DELETION',
    'DELETED'
];
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION', 'SERVICE'];

class Line extends Screen {
    static properties = {
        ...Screen.properties,
        line: { state: true },
        agent: { state: true },
        campaigns: { state: true },
        templates: { state: true },
        templateProblem: { state: true },
        problem: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            line: null,
            agent: null,
            campaigns: null,
            templates: null,
            templateProblem: null,
            problem: null
        });
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

    /**
     * Reads the line each minute. Its campaigns are read only on request, because the API reads many campaigns to find
     * them.
     */
    async load(signal) {
        const path = { integration: this.params.line };
        this.line = (await api('showIntegrationById', { path, signal })).integration;
        names.set(this.line.id, plain(this.line.label ?? this.line.number));
        window.dispatchEvent(new CustomEvent('vu-title'));
        this.problem = null;
        if (!this.campaigns) {
            const query = { integration: this.line.id, limit: 20 };
            this.campaigns = (await api('listCampaigns', { query, signal })).campaigns;
        }
        this.agent ??= (await api('showAgent', { path: { agent: this.line.agent_id }, signal })).agent;
        if (this.isWhatsApp && !this.templates) {
            await this.readTemplates(null, signal);
        }
    }

    async readTemplates(cursor, signal) {
        try {
            const found = await api('listTemplates', {
                path: { integration: this.params.line },
                query: { limit: 50, cursor },
                signal
            });
            const before = cursor ? this.templates.templates : [];
            this.templates = { ...found, templates: [...before, ...found.templates] };
            this.templateProblem = null;
        } catch (error) {
            this.templateProblem = error;
        }
    }

    get isWhatsApp() {
        return this.line.integration_type === 'whatsapp';
    }

    /** Why the line is blocked, from the campaigns that wait for it. */
    get trouble() {
        return this.campaigns?.find(({ waiting }) => waiting?.reason === 'line_error') ?? null;
    }

    render() {
        const { line } = this;
        return page({
            title: line ? text(line.label ?? line.number) : '…',
            crumbs: [
                { href: link('agents'), label: t('nav.lines') },
                ...(this.agent ? [{ href: link(`agents/${this.agent.id}`), label: text(this.agent.name) }] : [])
            ],
            actions: line ? this.actions() : none,
            body: line ? this.body() : this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(6)
        });
    }

    actions() {
        const toggled = (name, label, shape) =>
            button({
                label: t(label),
                icon: shape,
                scope: 'write',
                pressed: this.query.do === name ? 'true' : 'false',
                onclick: () =>
                    go(`lines/${this.line.id}`, { do: this.query.do === name ? null : name }, { replace: true })
            });
        return html`${toggled('test', this.isWhatsApp ? 'lines.test_message' : 'lines.test_call', 'play')}
            ${toggled('edit', 'lines.edit', 'edit')}
            ${menu({
                label: t('part.more'),
                icon: 'more',
                kind: 'quiet',
                hideLabel: true,
                scope: 'write',
                items: [
                    {
                        label: t('lines.delete'),
                        danger: true,
                        onclick: () =>
                            remove({
                                operation: 'deleteIntegration',
                                path: { integration: this.line.id },
                                title: t('lines.delete_title', { number: plain(this.line.label ?? this.line.number) }),
                                sentence: t('lines.delete_text'),
                                confirm: t('lines.delete'),
                                then: () => go('agents')
                            })
                    }
                ]
            })}`;
    }

    body() {
        const doing = session.may('write') ? this.query.do : null;
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}${this.banner()}
            ${doing === 'test' ? this.testing() : none} ${doing === 'edit' ? this.editing() : none} ${this.facts()}
            ${section({
                id: 'campaigns',
                title: t('lines.campaigns'),
                actions: button({
                    label: t('activity.refresh'),
                    icon: 'again',
                    kind: 'quiet',
                    onclick: () => this.again()
                }),
                body: this.campaigns ? this.campaignTable() : busy(2)
            })}
            ${this.isWhatsApp
                ? section({
                      id: 'templates',
                      title: t('lines.templates'),
                      note: t('lines.templates_note'),
                      body: this.templateList()
                  })
                : none}`;
    }

    testing() {
        return section({
            id: 'test',
            title: t(this.isWhatsApp ? 'lines.test_message' : 'lines.test_call'),
            body: html`<vu-line-test .line=${this.line}></vu-line-test>`
        });
    }

    editing() {
        const done = line => this.edited(line);
        return section({
            id: 'edit',
            title: t('lines.edit'),
            body: html`<vu-line-form .line=${this.line} .done=${done}></vu-line-form>`
        });
    }

    again() {
        this.campaigns = null;
        heartbeat.now(this);
    }

    edited(line) {
        this.line = line ?? this.line;
        go(`lines/${this.line.id}`, {}, { replace: true });
    }

    banner() {
        const said = (tone, shape, words) =>
            html`<div class="banner is-${tone}">
                <p>${icon(shape)}<span>${words}</span></p>
            </div>`;
        const { waiting } = this.trouble ?? {};
        if (waiting) {
            const why = reasonWords(waiting.code) ?? waiting.message ?? waiting.code;
            return said('needs', 'alert', t('lines.out_of_order', { why }));
        }
        const { rate_per_second: rate, rate_per_second_now: now } = this.line;
        return now < rate ? said('waits', 'wait', t('lines.slowed_text', { now: String(now), rate: String(rate) })) : none;
    }

    facts() {
        const { line } = this;
        const fact = (name, value) =>
            html`<dt>${t(`lines.${name}`)}</dt>
                <dd>${value}</dd>`;
        const rate = html`${t('lines.per_second', { n: String(line.rate_per_second) })}
            <span class="muted">${t('lines.now', { n: String(line.rate_per_second_now) })}</span>`;
        const shape = icon(this.isWhatsApp ? 'whatsapp' : 'phone');
        return html`<dl class="pairs">
            ${fact('number', text(line.number))}
            ${fact('provider', html`${shape} ${t(`provider.${line.provider}`)}`)} ${fact('rate', rate)}
            ${this.isWhatsApp ? none : this.callFacts(fact)} ${fact('secret', html`<code>${text(line.secret)}</code>`)}
            ${fact('price', this.price())} ${fact('created', instant(line.created_at, OWN_ZONE))}
        </dl>`;
    }

    callFacts(fact) {
        const { max_concurrent: max, voice_url: url, record_calls: records, voice, language } = this.line;
        const spoken = [voice?.kind, voice?.kind ? voice.name : voice, language].filter(Boolean).map(plain).join(', ');
        return html`${fact('max_concurrent', max === null ? t('lines.no_limit') : number(max))}
        ${url ? fact('voice_url', html`<code>${text(url)}</code>`) : none}
        ${fact('record_calls', t(records ? 'exports.yes' : 'exports.no'))} ${spoken ? fact('voice', spoken) : none}`;
    }

    price() {
        const { price } = this.line;
        if (!price) {
            return html`<span class="muted">${t('lines.no_price')}</span>`;
        }
        const cost = (value, name) => `${money(value, price.currency, true)} ${t(`lines.price.${name}`)}`;
        const each = Object.entries(price.per_message ?? {}).map(([name, value]) => cost(value, name));
        const parts = [
            ...(price.per_minute ? [cost(price.per_minute, 'minute')] : []),
            ...(price.per_attempt ? [cost(price.per_attempt, 'attempt')] : []),
            ...each
        ];
        return parts.length > 0 ? parts.join(' · ') : money(0, price.currency);
    }

    campaignTable() {
        if (this.campaigns.length === 0) {
            return html`<p class="muted">${t('lines.no_campaigns')}</p>`;
        }
        const state = campaign => html`${stateMark(stateOf(campaign))}${below(stateOf(campaign).sentence)}`;
        return table({
            caption: t('lines.campaigns'),
            head: [
                ['campaign', t('people.campaign')],
                ['state', t('lines.state')]
            ],
            rows: this.campaigns.map(campaign => {
                const href = link(`campaigns/${campaign.id}`);
                return html`<tr role="row">
                    ${rowHead(html`<a class="row-link" href=${href}>${text(campaign.name)}</a>`)}
                    ${cell(
                        t('lines.state'),
                        live(() => state(campaign))
                    )}
                </tr>`;
            })
        });
    }

    templateList() {
        if (this.templateProblem) {
            return failed(this.templateProblem, () => this.readTemplates(null));
        }
        if (!this.templates) {
            return busy(3);
        }
        const { templates, next_cursor: next } = this.templates;
        if (templates.length === 0) {
            return html`<p class="muted">${t('lines.no_templates')}</p>`;
        }
        const head = ['template', 'status', 'category', 'body'];
        return html`${table({
            caption: t('lines.templates'),
            head: head.map(name => [name, t(`lines.template.${name}`)]),
            rows: templates.map(template => this.templateRow(template))
        })}
        ${next ? button({ label: t('lines.more_templates'), onclick: () => this.readTemplates(next) }) : none}`;
    }

    templateRow(template) {
        const { name, language, status, category, unsupported } = template;
        const word = TEMPLATE_STATUSES.includes(status) ? t(`template_status.${status}`) : plain(status);
        const mark = TEMPLATE_MARKS[status] ?? { tone: 'idle', icon: 'draft' };
        const cannot = unsupported.length > 0 ? below(t('lines.unsupported', { what: plain(unsupported.join(', ')) })) : none;
        return html`<tr role="row">
            ${rowHead(html`${text(name)}${below(text(language))}`)}
            ${cell(t('lines.template.status'), html`${stateMark({ ...mark, word })}${cannot}`)}
            ${cell(
                t('lines.template.category'),
                CATEGORIES.includes(category) ? t(`template_category.${category}`) : text(category)
            )}
            ${cell(t('lines.template.body'), this.templateText(template))}
        </tr>`;
    }

    templateText({ header, body, footer, buttons, parameters }) {
        const above = header ? (header.text ? text(header.text) : t('lines.header', { format: plain(header.format) })) : none;
        const chip = ({ text: words, target }) =>
            html`<span class="chip" title=${target ? plain(target) : none}>${text(words)}</span>`;
        return html`<div class="template">
            ${header ? html`<p><strong>${above}</strong></p>` : none}
            <p class="prose">${text(body)}</p>
            ${footer ? html`<p class="muted">${text(footer)}</p>` : none}
            ${buttons.length > 0 ? html`<p class="row">${buttons.map(chip)}</p>` : none}
            ${parameters.length > 0
                ? html`<small class="muted">${t('lines.parameters', { names: plain(parameters.join(', ')) })}</small>`
                : none}
        </div>`;
    }
}
customElements.define('vu-line', Line);
