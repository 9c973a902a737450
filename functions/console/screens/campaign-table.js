/** The rows of the list of campaigns: a table, and cards in a narrow window. */
import { actionItems, possible, remedy } from '../campaign-actions.js';
import { day, html, instant, link, none, number, plain, repeat, stateOf, t, text } from '../core.js';
import { endOf, progressOf, roundOf } from '../figures.js';
import { button, icon, live, menu, progressBar, stateMark } from '../parts.js';

/** The tones for which the sentence is shown in addition to the word. */
const SAID = ['waits', 'needs'];

/**
 * @param {Object[]} rows campaigns
 * @param {{lines: Map<string, Object>, acting: Set<string>, run: function(Object, string, Object): void, put:
 *     function(Object): void}} list the names of lines, the rows with an action under way, and the functions that act
 */
export function campaignTable(rows, list) {
    return html`<table class="table is-cards campaigns" role="table">
        <thead role="rowgroup">
            <tr role="row">
                ${['name', 'state', 'done', 'ends', 'agent_line', 'created'].map(
                    name => html`<th role="columnheader" scope="col">${t(`campaigns.column.${name}`)}</th>`
                )}
                <th role="columnheader" scope="col">
                    <span class="hidden">${t('campaigns.column.actions')}</span>
                </th>
            </tr>
        </thead>
        <tbody role="rowgroup">
            ${repeat(rows, row => row.id, row => tableRow(row, list))}
        </tbody>
    </table>`;
}

function tableRow(campaign, list) {
    const end = endOf(campaign);
    const phone = campaign.integration_type === 'phone_call';
    return html`<tr role="row" data-row=${campaign.id}>
        <th role="rowheader" scope="row" class="campaign-name">
            <a class="row-link two-lines" href=${link(`campaigns/${campaign.id}`)} title=${plain(campaign.name)}
                >${text(campaign.name)}</a
            >
            <small class="muted channel"
                >${icon(phone ? 'phone' : 'whatsapp')}${t(`channel.${campaign.integration_type}`)}</small
            >
        </th>
        <td role="cell" class="campaign-state">${live(() => stateCell(campaign))}</td>
        <td role="cell" data-label=${t('campaigns.column.done')}
            class=${campaign.analytics.contacts ? none : 'is-empty'}>${doneCell(campaign)}</td>
        <td role="cell" data-label=${t('campaigns.column.ends')} class=${end.short === '–' ? 'is-empty' : none}
            title=${end.sentence || none}><span class="nowrap">${end.short}</span></td>
        <td role="cell" data-label=${t('campaigns.column.agent_line')}>
            <span class="one-line">${text(campaign.agent.name)}</span>
            <small class="muted one-line">${list.lines.get(campaign.integration.id)?.number ?? ''}</small>
        </td>
        <td role="cell" data-label=${t('campaigns.column.created')}>
            <span class="nowrap" title=${instant(campaign.created_at, campaign.timezone)}
                >${day(campaign.created_at, campaign.timezone)}</span
            >
        </td>
        <td role="cell" class="campaign-actions">${actionsCell(campaign, list)}</td>
    </tr>`;
}

function stateCell(campaign) {
    const state = stateOf(campaign);
    const more = SAID.includes(state.tone) ? html`<small class="muted">${state.detail}</small>` : none;
    return html`${stateMark(state)}${more}`;
}

function doneCell(campaign) {
    const { done, total } = progressOf(campaign);
    if (total === 0) {
        return html`<span class="muted">–</span>`;
    }
    const label = t('campaigns.progress', { name: plain(campaign.name) });
    const round = campaign.cycle.number > 0 ? roundOf(campaign) : '';
    return html`<span class="done"><span class="nowrap">${number(done)}/${number(total)}</span>
        ${progressBar(done, total, label)}</span>${round ? html`<small class="muted">${round}</small>` : none}`;
}

function actionsCell(campaign, list) {
    const run = (operation, body) => list.run(campaign, operation, body);
    const can = possible(campaign);
    const path = `campaigns/${campaign.id}`;
    const needs = remedy(campaign);
    const first = [];
    const left = [];
    if (needs) {
        first.push(button({ ...needs, small: true }));
    }
    if (can.resume) {
        const onclick = () => run('resumeCampaign');
        first.push(button({ label: t('act.resume'), small: true, busy: list.acting.has(campaign.id), onclick }));
        left.push('resume');
    } else if (can.start) {
        first.push(button({ label: t('act.start'), small: true, href: link(`${path}/start`) }));
        left.push('start');
    } else if (campaign.status === 'pending' && can.upload) {
        first.push(button({ label: t('act.upload'), small: true, href: link(`${path}/contacts`) }));
        left.push('upload');
    }
    const items = actionItems(campaign, run, now => list.put(now), left);
    const label = t('campaigns.actions_for', { name: plain(campaign.name) });
    const more = menu({ label, icon: 'more', kind: 'quiet', hideLabel: true, items });
    return html`<div class="actions is-end"><span class="actions is-end">${first}</span>${more}</div>`;
}
