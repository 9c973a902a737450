/** Links to the page before and the next one, for lists that are not in the order of time. */
import { html, none, t } from '../core.js';
import { button } from '../parts.js';

/** @param {{previous: ?string, next: ?string, note: *}} given addresses, null where there is none */
export function pages({ previous, next, note = none }) {
    return html`<nav class="pager" aria-label=${t('part.pages')}>
        <span class="muted">${note}</span>
        <span class="actions">
            ${previous ? button({ label: t('pages.previous'), icon: 'left', href: previous }) : none}
            ${next ? button({ label: t('pages.next'), icon: 'right', href: next }) : none}
        </span>
    </nav>`;
}
