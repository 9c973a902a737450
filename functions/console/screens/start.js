/**
 * The page before the start: it shows from top to bottom what would happen. Each block has a verdict and a link to the
 * place where a problem is corrected. The start button is shown unless the API would refuse the start.
 */
import { possible, refusal } from '../campaign-actions.js';
import { api, heartbeat, lastCampaign, session } from '../api.js';
import {
    Screen, go, has, html, link, money, none, number, plain, stateOf, t, text, waitingSentence, zoneNote
} from '../core.js';
import { atTime, endDetails, instantOrTime, rangeOf, rounded } from '../figures.js';
import { busy, button, campaignPage, errorText, failed, icon, live, stale, stateMark } from '../parts.js';
import './line-test.js';
import { nextOpening, weekFrom } from '../week.js';

const FINE = 'fine';
const LOOK = 'look';
const STOP = 'stop';
const VERDICTS = { [FINE]: ['over', 'done'], [LOOK]: ['waits', 'alert'], [STOP]: ['needs', 'cross'] };

class Start extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true }, preflight: { state: true }, line: { state: true }, error: { state: true },
        since: { state: true }, again: { state: true }, starting: { state: true }, refused: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            campaign: null, preflight: null, line: null, error: null, since: null, again: null, starting: false,
            refused: null
        });
        this.stop = null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = lastCampaign(this.params.id);
        this.stop = heartbeat.watch(this, {
            load: signal => this.load(signal),
            next: () => 60_000,
            failed: (error, again) => Object.assign(this, { error, again })
        });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    async load(signal) {
        const path = { campaign: this.params.id };
        const [shown, looked] = await Promise.all([
            api('showCampaign', { path, signal }),
            api('preflight', { path, signal })
        ]);
        this.campaign = shown.campaign;
        this.preflight = looked.preflight;
        this.since = new Date().toISOString();
        this.error = null;
        this.again = null;
        window.dispatchEvent(new CustomEvent('vu-title'));
        const { first_message: message, template, template_language, template_image } = this.campaign;
        const { name = '', ...variables } = this.preflight.first_messages[0]?.parameters ?? {};
        this.preset ??= template
            ? { template, template_language, name, variables, ...(template_image ? { template_image } : {}) }
            : { first_message: this.preflight.first_messages[0]?.text ?? message ?? '' };
        if (!this.line) {
            const asked = { path: { integration: shown.campaign.integration.id }, signal };
            const line = await api('showIntegrationById', asked).catch(() => null);
            this.line = line?.integration ?? null;
        }
    }

    async start() {
        this.starting = true;
        this.refused = null;
        try {
            await api('activateCampaign', { path: { campaign: this.campaign.id } });
            heartbeat.soon();
            go(`campaigns/${this.campaign.id}`);
        } catch (error) {
            this.refused = error;
            heartbeat.now(this);
            await this.updateComplete;
            this.querySelector('.refused')?.focus();
        } finally {
            this.starting = false;
        }
    }

    // --- Rendering

    render() {
        const campaign = this.campaign ?? { id: this.params.id };
        const body = this.preflight
            ? html`<div class="preflight">${this.blocks()}</div>${this.foot()}`
            : this.error
              ? failed(this.error, () => heartbeat.now(this))
              : busy(8);
        return campaignPage({ campaign, current: 'start', title: t('start.title'), body });
    }

    blocks() {
        const all = [this.who(), this.hours(), this.said(), this.cost(), this.held(), this.lineBlock()];
        const blocks = all.filter(Boolean);
        return html`${blocks.map(
                ({ verdict, title, body, id }) => html`<section class="block" aria-labelledby="${id}-title">
                    <h2 id="${id}-title">${this.verdict(verdict)}${title}</h2>
                    <div class="stack is-tight">${body}</div>
                </section>`
            )}
            ${possible(this.campaign).start || this.campaign.status === 'pending' ? this.testBlock() : none}
            ${this.decision(blocks)}`;
    }

    verdict(verdict) {
        const [tone, shape] = VERDICTS[verdict];
        return html`<span class="state is-${tone}"
            >${icon(shape)}<span class="hidden">${t(`start.${verdict}`)}:</span></span
        >`;
    }

    get settings() {
        return link(`campaigns/${this.campaign.id}/settings`);
    }

    who() {
        const { to_try: toTry, not_to_try: others } = this.preflight.contacts;
        const path = `campaigns/${this.campaign.id}/contacts`;
        const left = Object.entries(others).filter(([, count]) => count > 0);
        const sum = left.reduce((all, [, count]) => all + count, 0);
        return {
            id: 'who',
            verdict: toTry > 0 ? FINE : LOOK,
            title: t('start.who'),
            body: html`<p>
                    ${t('start.will_be_tried', { count: toTry })} ${sum ? t('start.will_not', { count: sum }) : none}
                </p>
                ${left.length
                    ? html`<ul class="inline-list">${left.map(
                          ([status, count]) =>
                              html`<li><a href=${link(path, { status })}>${t(`contactStatus.${status}`)}</a>
                                  <span class="count">${number(count)}</span></li>`
                      )}</ul>`
                    : none}
                ${this.preflight.complete ? none : html`<p class="muted">${t('start.incomplete')}</p>`}
                ${toTry === 0 && possible(this.campaign).upload
                    ? html`<p>${button({ label: t('act.upload'), icon: 'upload', href: link(path) })}</p>`
                    : none}`
        };
    }

    hours() {
        const { scheduling, timezone, contact_timezones: ownZones } = this.campaign;
        const opening = nextOpening(weekFrom(scheduling), timezone, Date.now());
        const never = !opening.open && opening.at === null;
        const sentence = !scheduling
            ? t('start.any_time')
            : opening.open
              ? t('start.open_until', { T: atTime(new Date(opening.at).toISOString(), timezone) })
              : never
                ? t('waiting.window.never')
                : t('start.opens', { T: atTime(new Date(opening.at).toISOString(), timezone) });
        return {
            id: 'hours',
            verdict: never ? LOOK : FINE,
            title: t('start.hours'),
            body: html`<p>${sentence}${ownZones ? ` ${t('start.own_zones')}` : ''}</p>
                <p class="muted">${zoneNote(timezone)} · <a href=${this.settings}>${t('act.change_hours')}</a></p>`
        };
    }

    said() {
        const { first_messages: messages, missing_variables: missing } = this.preflight;
        const phone = this.campaign.integration_type === 'phone_call';
        const shown = messages.filter(one => one.text || Object.keys(one.parameters ?? {}).length);
        const bad = Object.entries(this.preflight.unavailable_templates);
        if (phone && !this.campaign.first_message && messages.length === 0) {
            const body = html`<p>${t('start.agent_begins')}</p>`;
            return { id: 'said', verdict: FINE, title: t('start.heard'), body };
        }
        return {
            id: 'said',
            verdict: bad.length ? STOP : missing.length ? LOOK : FINE,
            title: t(phone ? 'start.heard' : 'start.read'),
            body: html`${bad.map(
                    ([template, reason]) => html`<p class="bad-text">${t('start.template_bad', {
                        template: plain(template), reason: has(`template.${reason}`) ? t(`template.${reason}`) : reason
                    })}</p>`
                )}
                ${messages.length === 0 ? html`<p class="muted">${t('start.no_messages')}</p>` : none}
                ${shown.length ? html`<ul class="said">${shown.map(one => this.message(one))}</ul>` : none}
                ${missing.map(
                    ({ name, contacts, template }) => html`<p><code>${plain(name)}</code>:
                        ${t(template === null ? 'start.missing_said' : 'start.missing_sent', { count: contacts })}</p>`
                )}
                ${missing.length || bad.length
                    ? html`<p><a href=${this.settings}>${t('start.change_message')}</a></p>`
                    : none}`
        };
    }

    message({ contact, text: words, template, parameters }) {
        const values = Object.entries(parameters ?? {});
        return html`<li>
            <span class="muted">${contact}${template ? html` · ${plain(template)}` : none}</span>
            ${words ? html`<p>${text(words)}</p>` : none}
            ${values.length && !words
                ? html`<dl class="pairs">
                      ${values.map(([name, value]) => html`<dt>${text(name)}</dt><dd>${value ? text(value) : '–'}</dd>`)}
                  </dl>`
                : none}
        </li>`;
    }

    cost() {
        const { estimate, budget } = this.preflight;
        if (!estimate) {
            return null;
        }
        const zone = this.campaign.timezone;
        const phone = this.campaign.integration_type === 'phone_call';
        const cost = estimate.cost ? money(estimate.cost.amount, estimate.cost.currency) : null;
        return {
            id: 'cost',
            verdict: budget && budget.suffices === false ? LOOK : FINE,
            title: t('start.how_long'),
            body: html`<dl class="pairs">
                    <dt>${t(phone ? 'start.calls' : 'start.messages')}</dt>
                    <dd>${t('start.about', { number: estimate.attempts })}</dd>
                    ${phone
                        ? html`<dt>${t('start.minutes')}</dt>
                              <dd>${t('start.about', { number: estimate.billed_minutes })}</dd>`
                        : none}
                    ${estimate.end
                        ? html`<dt>${t('start.end')}</dt><dd>${instantOrTime(rounded(estimate.end.likely), zone)}
                              <span class="muted">${phone ? rangeOf(estimate.end, zone) : endDetails(estimate.end, zone)}</span>
                          </dd>`
                        : none}
                    <dt>${t('start.cost')}</dt><dd>${cost
                        ? html`${t('start.about', { number: cost })} <span class="muted">${t('start.aws_apart')}</span>`
                        : html`<span class="muted">${t('start.no_price')}</span>`}</dd>
                    ${budget ? html`<dt>${t('start.budget')}</dt><dd>${this.budget(budget)}</dd>` : none}
                </dl>
                ${estimate.until === 'cycle' ? html`<p class="muted">${t('forecastUntil.cycle')}</p>` : none}
                ${phone ? html`<p class="muted">${t(`forecastBasis.${estimate.basis}`)} ${t('start.rates', {
                    answered: percent(estimate.rates.answered), voicemail: percent(estimate.rates.voicemail),
                    seconds: estimate.rates.seconds
                })}</p>` : none}`
        };
    }

    budget({ amount, currency, left, suffices }) {
        const enough = suffices ? 'start.budget_enough' : 'start.budget_short';
        const said = t(suffices === null ? 'start.budget_unknown' : enough, { left: money(left, currency) });
        return html`${money(amount, currency, true)}
            <span class=${suffices === false ? 'bad-text' : 'muted'}>${said}</span>`;
    }

    held() {
        const waiting = this.preflight.held_up_by;
        if (!waiting) {
            return { id: 'held', verdict: FINE, title: t('start.held'), body: html`<p>${t('start.nothing_held')}</p>` };
        }
        return {
            id: 'held',
            verdict: LOOK,
            title: t('start.held'),
            body: html`<p>${live(() => waitingSentence(waiting, this.campaign))}</p>`
        };
    }

    lineBlock() {
        const line = this.line;
        if (!line) {
            return null;
        }
        const slowed = line.rate_per_second_now < line.rate_per_second;
        const limit = this.campaign.message_limit;
        return {
            id: 'line',
            verdict: slowed ? LOOK : FINE,
            title: t('start.line'),
            body: html`<p><a href=${link(`lines/${line.id}`)}>${line.label ? text(line.label) : line.number}</a>
                    <span class="muted">${line.label ? line.number : ''}</span></p>
                <p>${t(slowed ? 'start.line_slowed' : 'start.line_rate', {
                    rate: line.rate_per_second, now: line.rate_per_second_now
                })}${limit ? ` ${t('start.limit', { count: limit })}` : ''}</p>`
        };
    }

    testBlock() {
        if (!this.line || !session.may('write')) {
            return none;
        }
        const phone = this.campaign.integration_type === 'phone_call';
        return html`<section class="block is-test" aria-labelledby="test-title">
            <h2 id="test-title">
                <span class="state">${icon(phone ? 'phone' : 'whatsapp')}</span>
                ${t(phone ? 'start.test' : 'start.test_message')}
            </h2>
            <vu-line-test .line=${this.line} .preset=${this.preset}></vu-line-test>
        </section>`;
    }

    decision(blocks) {
        const campaign = this.campaign;
        const stands = blocks.some(({ verdict }) => verdict === STOP);
        if (!['pending', 'ready'].includes(campaign.status) || campaign.archived) {
            const back = button({ label: t('start.see_overview'), href: link(`campaigns/${campaign.id}`) });
            return html`<div class="decision">
                ${this.refusedBlock()} ${live(() => stateMark(stateOf(campaign)))}
                <p>${t('start.not_now')}</p>
                ${back}
            </div>`;
        }
        return html`<div class="decision">
            ${this.refusedBlock()}
            ${live(() => button({
                label: this.starting ? t('start.starting') : this.startLabel(), kind: 'primary', icon: 'play',
                scope: 'write', busy: this.starting, disabled: stands, onclick: () => this.start()
            }))}
            ${stands ? html`<p class="bad-text">${t('start.cannot')}</p>` : none}
        </div>`;
    }

    refusedBlock() {
        return this.refused
            ? html`<div class="failed refused" role="alert" tabindex="-1">
                  ${icon('alert')}
                  <p>${refusal(this.refused)}</p>
              </div>`
            : none;
    }

    /** The label of the button names its effect. */
    startLabel() {
        const { start_at: startAt, scheduling, timezone, integration_type: channel } = this.campaign;
        const phone = channel === 'phone_call';
        const from = Math.max(Date.now(), startAt ? Date.parse(startAt) : 0);
        const opening = nextOpening(weekFrom(scheduling), timezone, from);
        const held = this.preflight.held_up_by;
        const until = held && held.reason !== 'no_contacts' ? (held.next_at ?? held.until) : null;
        const begins = Math.max(opening.open ? from : (opening.at ?? from), until ? Date.parse(until) : 0);
        return begins - Date.now() < 60_000
            ? t(phone ? 'start.now_call' : 'start.now_message')
            : t(phone ? 'start.later_call' : 'start.later_message', {
                  T: atTime(new Date(begins).toISOString(), timezone)
              });
    }

    foot() {
        return html`<p class="foot">
            ${stale(this.since, this.again)} ${this.error ? html`<span>${errorText(this.error)}</span>` : none}
        </p>`;
    }
}

function percent(rate) {
    return `${number(Math.round(rate * 100))} %`;
}

customElements.define('vu-start', Start);

export const screen = {
    title: params => t('start.page_title', { name: lastCampaign(params.id)?.name ?? '' }),
    element: 'vu-start'
};
