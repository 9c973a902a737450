/**
 * Tables that become cards on a narrow screen.
 *
 * - `table({caption, head: [[name, label]], right, actions, rows})`: `right` are the names of columns of numbers,
 *   `actions` is the invisible heading of a last column of buttons.
 * - `cell(label, content, {kind})`: `kind` is 'number', 'nowrap' or 'is-empty' (omitted in cards).
 * - `rowHead(content)`, `rowDetails({id, columns, content})`: the heading of a row; a row that is shown below an opened
 *   row.
 * - `below(words)`: a second, smaller line in a cell.
 * - `commas(list)`: words or templates with commas between them.
 * - `pages({previous, next, note})`: links to the previous and the next page, for lists that are not in the order of
 *   time.
 */
import { html, none, t } from '../core.js';
import { button } from '../parts.js';

export function table({ caption, head, right = [], actions, rows }) {
    const heading = ([name, label]) =>
        html`<th scope="col" role="columnheader" class=${right.includes(name) ? 'number' : none}>${label}</th>`;
    return html`<div class="scroll">
        <table class="table is-cards" role="table">
            <caption class="hidden">${caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    ${head.map(heading)}
                    ${actions ? html`<th scope="col" role="columnheader"><span class="hidden">${actions}</span></th>` : none}
                </tr>
            </thead>
            <tbody role="rowgroup">
                ${rows}
            </tbody>
        </table>
    </div>`;
}

export function cell(label, content, { kind } = {}) {
    return html`<td role="cell" class=${kind ?? none} data-label=${label}><div>${content}</div></td>`;
}

export function rowHead(content) {
    return html`<th role="rowheader" scope="row">${content}</th>`;
}

export function rowDetails({ id, columns, content }) {
    return html`<tr role="row" class="is-details" id=${id ?? none}>
        <td role="cell" colspan=${columns}>${content}</td>
    </tr>`;
}

export function below(words) {
    return html`<br /><small class="muted">${words}</small>`;
}

export function commas(list) {
    return list.map((one, index) => (index === 0 ? one : html`, ${one}`));
}

/** @param {{previous: ?string, next: ?string, note: *}} given addresses; null if there is no such page */
export function pages({ previous, next, note = none }) {
    return html`<nav class="pager" aria-label=${t('part.pages')}>
        <span class="muted">${note}</span>
        <span class="actions">
            ${previous ? button({ label: t('pages.previous'), icon: 'left', href: previous }) : none}
            ${next ? button({ label: t('pages.next'), icon: 'right', href: next }) : none}
        </span>
    </nav>`;
}
