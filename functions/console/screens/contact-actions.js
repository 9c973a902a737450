/** Actions on contacts: on one, on the selected ones, and on all that match a filter. */
import { api, newKey } from '../api.js';
import { html, plain, t, text } from '../core.js';
import { checkbox, confirmDialog, field, select } from '../parts.js';

/** The statuses from which the API takes an action; null for any. */
const FROM = {
    retry: ['failed', 'voicemail', 'answered', 'suppressed'],
    skip: ['queue', 'retrying'],
    remove: ['queue', 'failed'],
    tag: null
};

export function isAllowed(action, status) {
    return FROM[action] === null || FROM[action].includes(status);
}

/**
 * The actions that are possible for a status, or for any status if none is given; `tag` requires that the agent has
 * tags.
 */
export function actionsFor(status, agent) {
    return Object.keys(FROM).filter(action => (!status || isAllowed(action, status))
        && (action !== 'tag' || (agent?.tags.length ?? 0) > 0));
}

/** Acts on one contact. @returns {Promise<?Object>} the contact after the action; null if it no longer exists */
export async function actOn(action, campaign, contact, tags) {
    const path = { campaign, contact };
    switch (action) {
        case 'retry':
            return (await api('retryContact', { path })).contact;
        case 'skip':
            return (await api('skipContact', { path })).contact;
        case 'tag':
            return (await api('tagContact', { path, body: { tags } })).contact;
        default:
            await api('removeContact', { path });
            return null;
    }
}

/**
 * Acts on several contacts, one after another, as fast as the API allows.
 *
 * @param {function(string, ?Object): void} changed is called for each changed contact
 * @returns {Promise<{changed: number, refused: Record<string, number>, left: string[]}>} `left` are the contacts that
 *     were not processed
 */
export async function actOnAll(action, campaign, contacts, tags, changed) {
    const result = { changed: 0, refused: {}, left: [...contacts] };
    const one = async () => {
        for (let id = result.left.shift(); id !== undefined; id = result.left.shift()) {
            try {
                changed(id, await actOn(action, campaign, id, tags));
                result.changed++;
            } catch (error) {
                if (error.status !== 409 && error.status !== 404) {
                    result.left.unshift(id);
                    throw error;
                }
                result.refused[error.code] = (result.refused[error.code] ?? 0) + 1;
            }
        }
    };
    await Promise.all([one(), one(), one()]);
    return result;
}

/** Starts a job that acts on all contacts that match a filter. @returns the job */
export async function startJob(action, campaign, { status, tag }, tags) {
    const body = { action, ...(status ? { status: [status] } : {}), ...(tag ? { tags: [tag] } : {}) };
    if (action === 'tag') {
        body.add_tags = tags;
    }
    return (await api('changeContacts', { path: { campaign }, body, key: newKey() })).job;
}

/** Requests a selection of the agent's tags; null if the user cancels or selects none. */
export async function askTags(agent, count) {
    const fields = await confirmDialog({
        title: t('contacts.tag_title', { count, n: count }), confirm: t('contactAction.tag'), keep: t('contacts.back'),
        body: html`<div class="ticks">${agent.tags.map((tag, index) => checkbox({ id: `tag-${index}`,
            label: text(tag) }))}</div>`
    });
    const tags = fields ? agent.tags.filter((tag, index) => fields[`tag-${index}`]) : [];
    return tags.length > 0 ? tags : null;
}

/** Requests a confirmation before contacts are removed. */
export async function askRemove(count, name) {
    const answer = await confirmDialog({
        title: t('contacts.remove_title', { count, n: count }), danger: true, keep: t('contacts.back'),
        text: name ? t('contacts.remove_one', { name: plain(name) }) : t('contacts.remove_text'),
        confirm: t('contacts.remove_confirm', { count, n: count })
    });
    return answer !== null;
}

/** Requests a confirmation before many contacts are skipped, which cannot be undone. */
export async function askSkip(count) {
    const answer = await confirmDialog({
        title: t('contacts.skip_title', { count, n: count }), text: t('contacts.skip_text'), danger: true,
        keep: t('contacts.back'), confirm: t('contacts.skip_confirm', { count, n: count })
    });
    return answer !== null;
}

/** Requests the reason, and adds the number to the do-not-contact list. @returns whether it was added */
export async function askDoNotContact(contact) {
    const fields = await confirmDialog({
        title: t('contacts.block_title', { number: contact.contact }), text: t('contacts.block_text'),
        keep: t('contacts.back'),
        confirm: t('contacts.block_confirm'),
        body: html`${select({
                id: 'block-channel', label: t('contacts.block_channel'), value: '',
                options: [
                    { value: '', label: t('contacts.block_all') }, { value: 'phone_call',
                        label: t('channel.phone_call') },
                    { value: 'whatsapp', label: t('channel.whatsapp') }
                ]
            })}
            ${field({ id: 'block-reason', label: t('contacts.block_reason'), maxlength: 255, optional: true })}`
    });
    if (!fields) {
        return false;
    }
    await api('addNumbers', {
        key: newKey(),
        body: {
            number: contact.contact, ...(fields['block-channel'] ? { channel: fields['block-channel'] } : {}),
            ...(fields['block-reason'].trim() ? { reason: fields['block-reason'].trim() } : {})
        }
    });
    return true;
}

/** 3 changed, 1 refused (…) */
export function outcomeText({ changed, refused }) {
    const said = [t('contacts.changed', { count: changed, n: changed })];
    for (const [code, n] of Object.entries(refused)) {
        said.push(t('contacts.refused', { count: n, n, why: t(`contacts.refused.${code}`) }));
    }
    return said.join(', ');
}
