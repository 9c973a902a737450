/** Deletes an agent or a line; shows links to the objects that still use it. */
import { html, link, t, text } from '../core.js';
import { api } from '../api.js';
import { confirmDialog, errorText, notify } from '../parts.js';

/** @param {{operation: string, path: Object, title: string, sentence: string, confirm: string, then: () => void}} asked */
export async function remove({ operation, path, title, sentence, confirm, then }) {
    if (!(await confirmDialog({ title, text: sentence, confirm, keep: t('lines.keep'), danger: true }))) {
        return;
    }
    try {
        await api(operation, { path });
        notify(t('lines.deleted'));
        then();
    } catch (error) {
        if (error.code === 'IN_USE') {
            await showUsers(error.details);
        } else {
            notify(errorText(error), 'bad');
        }
    }
}

function showUsers({ campaigns = [], integrations = [] }) {
    const campaign = ({ id, name, status }) =>
        html`<li>
            <a href=${link(`campaigns/${id}`)}>${text(name)}</a>
            <span class="muted">${t(`campaignStatus.${status}`)}</span>
        </li>`;
    const line = ({ id, label, number }) => html`<li><a href=${link(`lines/${id}`)}>${text(label ?? number)}</a></li>`;
    return confirmDialog({
        title: t('lines.in_use'),
        text: t('lines.in_use_text'),
        body: html`<ul class="links">
            ${campaigns.map(campaign)}${integrations.map(line)}
        </ul>`,
        confirm: t('app.close'),
        keep: ''
    });
}
