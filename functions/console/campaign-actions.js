/**
 * The actions on a campaign, for the list and the overview. An action is shown as done only after the API confirms it;
 * a refusal reads the campaign again and shows its present state.
 */
import { api, heartbeat, newKey, session } from './api.js';
import { go, has, html, link, plain, stateOf, t, text, visible } from './core.js';
import { confirmDialog, errorText, field, notify, radios } from './parts.js';

const OVER = ['finished', 'cancelled'];
const MAX_NAME = 60;

/** A name, shortened for use within a sentence. */
function short(name) {
    const letters = [...plain(name)];
    return letters.length > MAX_NAME ? `${letters.slice(0, MAX_NAME - 1).join('').trimEnd()}…` : letters.join('');
}

/** The actions that the campaign permits now; each also requires the scope of the key. */
export function possible(campaign) {
    const { status, archived } = campaign;
    const may = session.may('write');
    const closed = !may || archived;
    return {
        start: !closed && ['pending', 'ready'].includes(status) && campaign.analytics.contacts > 0,
        upload: !closed && status !== 'cancelled',
        nextRound: !closed && status === 'cooldown',
        pause: !closed && ['active', 'cooldown'].includes(status),
        hangUp: !closed && status === 'active' && campaign.integration_type === 'phone_call',
        resume: !closed && status === 'inactive',
        cancel: !closed && open(campaign),
        duplicate: may,
        archive: may && !archived,
        unarchive: may && archived
    };
}

function open({ status }) {
    return !OVER.includes(status);
}

const DONE = {
    activateCampaign: 'act.started', pauseCampaign: 'act.paused', resumeCampaign: 'act.resumed',
    cancelCampaign: 'act.cancelled', archiveCampaign: 'act.archived', unarchiveCampaign: 'act.unarchived'
};

/**
 * @param {Object} campaign
 * @param {string} operation activateCampaign, pauseCampaign, …
 * @param {Object} [body]
 * @returns {Promise<Object>} the current campaign, whether the action was accepted or refused
 */
export async function act(campaign, operation, body) {
    try {
        const answer = await api(operation, { path: { campaign: campaign.id }, body });
        notify(t(DONE[operation], { name: short(campaign.name) }));
        return answer.campaign;
    } catch (error) {
        notify(refusal(error), 'bad');
        if (error.status !== 409 && !error.uncertain) {
            return campaign;
        }
        return await api('showCampaign', { path: { campaign: campaign.id } }).then(
            ({ campaign: now }) => now,
            () => campaign
        );
    } finally {
        heartbeat.soon();
    }
}

/** A sentence for a refused action, with the possible actions. */
export function refusal(error) {
    const known = (error.details?.valid_targets ?? []).filter(target => has(`act.can.${target}`));
    const targets = known.map(target => t(`act.can.${target}`));
    return targets.length ? `${errorText(error)} ${t('act.can', { actions: targets.join(', ') })}` : errorText(error);
}

/**
 * Requests the only choice, then cancels the campaign; returns the campaign after it, or null if the user decides
 * against it.
 */
export async function cancelByDialog(campaign) {
    const calls = campaign.integration_type === 'phone_call' ? campaign.analytics.in_flight : 0;
    const { queue, retrying } = campaign.analytics.contacts_by_status;
    const answer = await confirmDialog({
        title: t('act.cancel.title', { name: short(campaign.name) }),
        text: t('act.cancel.text', { count: queue + retrying }),
        confirm: t('act.cancel'),
        keep: t(campaign.status === 'active' ? 'act.cancel.keep' : 'part.cancel'),
        danger: true,
        body: calls
            ? radios({
                  name: 'calls',
                  label: t('act.cancel.calls', { count: calls }),
                  value: 'end',
                  options: [
                      { value: 'end', label: t('act.cancel.let_end') },
                      { value: 'hang_up', label: t('act.cancel.hang_up') }
                  ]
              })
            : undefined
    });
    return answer && act(campaign, 'cancelCampaign', { hang_up: answer.calls === 'hang_up' });
}

/** Copies a campaign with its contacts, or those of one status, and opens the copy. */
export async function duplicateByDialog(campaign) {
    const counts = Object.entries(campaign.analytics.contacts_by_status).filter(([, count]) => count > 0);
    const answer = await confirmDialog({
        title: t('act.duplicate.title'),
        text: html`${t('act.duplicate.text')} ${text(campaign.name)}`,
        confirm: t('act.duplicate.confirm'),
        body: html`${field({
            id: 'copy-name', label: t('act.duplicate.name'), maxlength: 255,
            value: t('act.duplicate.default', { name: visible(campaign.name) })
        })}
        ${counts.length
            ? html`<fieldset class="stack is-tight"><legend>${t('act.duplicate.contacts')}</legend>
                  <p class="hint">${t('act.duplicate.hint')}</p>
                  ${counts.map(
                      ([status, count]) => html`<label class="choice">
                          <input type="checkbox" name="status-${status}" />
                          <span>${t(`contactStatus.${status}`)}
                              <span class="count">${t('act.people', { count })}</span></span>
                      </label>`
                  )}</fieldset>`
            : ''}`
    });
    if (!answer) {
        return;
    }
    const status = counts.map(([name]) => name).filter(name => answer[`status-${name}`]);
    const body = { name: answer['copy-name'].trim() || null, ...(status.length ? { status } : {}) };
    try {
        const copy = await api('duplicateCampaign', { path: { campaign: campaign.id }, body, key: newKey() });
        notify(t('act.duplicated', { name: short(copy.campaign.name) }));
        go(`campaigns/${copy.campaign.id}/settings`);
    } catch (error) {
        notify(errorText(error), 'bad');
    }
}

/**
 * The entries of a campaign's menu.
 *
 * @param {Object} campaign
 * @param {(operation: string, body?: Object) => void} run carries out the action and shows the resulting campaign
 * @param {(campaign: Object) => void} shown receives the campaign after a dialog
 * @param {string[]} [left] names of `possible` that have their own button and are not in the menu
 */
export function actionItems(campaign, run, shown, left = []) {
    const can = possible(campaign);
    const path = `campaigns/${campaign.id}`;
    const cancel = async () => {
        const now = await cancelByDialog(campaign);
        if (now) {
            shown(now);
        }
    };
    const items = {
        start: { label: t('act.start'), href: link(`${path}/start`) },
        nextRound: { label: t('act.next_round'), onclick: () => run('activateCampaign') },
        resume: { label: t('act.resume'), onclick: () => run('resumeCampaign') },
        pause: { label: t('act.pause'), hint: t('act.pause.hint'), onclick: () => run('pauseCampaign') },
        hangUp: {
            label: t('act.hang_up'), hint: t('act.hang_up.hint'), onclick: () => run('pauseCampaign', { hang_up: true })
        },
        upload: { label: t('act.upload'), href: link(`${path}/contacts`) },
        duplicate: { label: t('act.duplicate'), onclick: () => duplicateByDialog(campaign) },
        archive: {
            label: t('act.archive'), hint: open(campaign) ? t('act.archive.hint') : '', onclick: () => run('archiveCampaign')
        },
        unarchive: { label: t('act.unarchive'), onclick: () => run('unarchiveCampaign') },
        cancel: { label: t('act.cancel.menu'), danger: true, onclick: cancel }
    };
    return Object.keys(items)
        .filter(name => can[name] && !left.includes(name))
        .map(name => items[name]);
}

/** The action that corrects the problem of a campaign: {label, href} or {label, operation}. */
export function remedy(campaign) {
    const path = `campaigns/${campaign.id}`;
    const state = stateOf(campaign);
    if (state.tone !== 'needs') {
        return null;
    }
    const reason = campaign.paused_because?.reason ?? campaign.waiting?.reason;
    if (reason === 'window') {
        return { label: t('act.change_hours'), href: link(`${path}/settings`) };
    }
    if (reason === 'BUDGET') {
        return { label: t('act.change_budget'), href: link(`${path}/settings`) };
    }
    if (reason === 'suppression_list') {
        return { label: t('act.see_list'), href: link('lists') };
    }
    if (reason === 'TECHNICAL_FAILURES') {
        return { label: t('act.see_failures'), href: link(`${path}/activity`, { status: 'failed' }) };
    }
    return campaign.paused_because || reason === 'line_error'
        ? { label: t('act.see_line'), href: link(`lines/${campaign.integration.id}`) }
        : null;
}
