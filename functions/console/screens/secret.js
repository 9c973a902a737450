/** A key or a secret, which is shown once so that the user can copy it; and the tabs of the two screens that use it. */
import { html, link, t } from '../core.js';
import { button, icon, notify, tabs } from '../parts.js';

export function adminTabs(current) {
    return tabs({
        label: t('nav.admin'),
        current,
        items: ['keys', 'webhooks'].map(id => ({ id, label: t(`nav.${id}`), href: link(id) }))
    });
}

async function copy(value) {
    try {
        await navigator.clipboard.writeText(value);
        notify(t('part.copied'));
    } catch {
        notify(t('secret.copy_by_hand'), 'bad');
    }
}

/** @param {{title: string, sentence: string, value: string, close: () => void}} given */
export function shownOnce({ title, sentence, value, close }) {
    return html`<div class="panel stack secret" role="region" aria-label=${title}>
        <h2>${title}</h2>
        <p class="note">${icon('alert')} ${sentence}</p>
        <p><output class="mono">${value}</output></p>
        <div class="actions">
            ${button({ label: t('part.copy'), icon: 'copy', kind: 'primary', onclick: () => copy(value) })}
            ${button({ label: t('secret.close'), onclick: close })}
        </div>
    </div>`;
}
