/** The parts of the list of contacts: filters, the table, and actions on many contacts. `list` is the screen. */
import { api, session } from '../api.js';
import {
    clock, contactStatus, html, instant, link, none, number, plain, reasonWords, repeat, t, text, zoneNow
} from '../core.js';
import { button, icon, progressBar, select, stateMark } from '../parts.js';
import { codes } from '../generated/codes.js';
import { actionsFor, isAllowed, outcomeText } from './contact-actions.js';

const PAGE = 50;
const MAX_READS = 4;
const COLUMNS = ['number', 'name', 'status', 'why', 'tries', 'updated'];
const NUMBERS = ['tries', 'updated'];

/**
 * Reads a page. For a rare filter the API returns short pages: a few are combined, then the user decides whether to
 * continue.
 *
 * @returns {Promise<{contacts: Object[], total: ?number, next: ?string, previous: ?string}>}
 */
export async function pageOf(campaign, { status, tag, q, cursor }, signal) {
    const found = { contacts: [], total: null, next: cursor ?? null, previous: null };
    for (let reads = 0; reads < MAX_READS; reads++) {
        const answer = await api('listContacts', {
            path: { campaign }, query: { status, tag, q, cursor: found.next, limit: PAGE - found.contacts.length }, signal
        });
        found.contacts.push(...answer.contacts);
        found.total ??= answer.total_count;
        found.previous = reads === 0 ? answer.previous_cursor : found.previous;
        found.next = answer.has_next ? answer.next_cursor : null;
        if (!found.next || found.contacts.length >= PAGE) {
            break;
        }
    }
    return found;
}

/** Statuses with their counts, search, tags. */
export function filters(list) {
    const { contacts_by_status: counts, contacts } = list.campaign.analytics;
    const { status, tag, q } = list.query;
    const one = (value, label, count) => html`<a class="filter"
        href=${list.address({ status: value, cursor: null, contact: null })}
        aria-current=${(status ?? null) === value ? 'true' : none}>
        ${label} <span class="count">${number(count)}</span></a>`;
    const shown = codes.contactStatus.filter(each => counts[each] > 0 || each === status);
    return html`<div class="contact-filters">
        <nav class="filter-list" aria-label=${t('contacts.by_status')}>
            ${one(null, t('contacts.all'), contacts)}
            ${shown.map(each => one(each, contactStatus(each, list.campaign.integration_type).word, counts[each] ?? 0))}
        </nav>
        <div class="filter-fields" role="search">
            <label class="search"><span class="hidden">${t('contacts.search')}</span>${icon('search')}
                <input type="search" .value=${list.typed ?? q ?? ''} placeholder=${t('contacts.search')}
                    @input=${event => list.search(event.target.value)} /></label>
            ${list.agent?.tags.length > 0 ? select({
                id: 'contacts-tag', value: tag ?? '', label: html`<span class="hidden">${t('contacts.tag_filter')}</span>`,
                options: [{ value: '', label: t('contacts.any_tag') },
                    ...list.agent.tags.map(value => ({ value, label: plain(value) }))],
                onchange: value => list.filter({ tag: value })
            }) : none}
        </div>
    </div>`;
}

/** Actions on the selected contacts, or on all that match the filter. */
export function selection(list) {
    const { ticked, acting, page, query } = list;
    if (acting) {
        return html`<div class="selection" role="status">
            <span>${t('contacts.acting', { done: acting.done, total: acting.total })}</span>
            ${progressBar(acting.done, acting.total, t('contacts.progress'))}</div>`;
    }
    const running = list.job?.status === 'running';
    const chosen = page.contacts.filter(({ id }) => ticked.has(id));
    const all = !query.q && (query.status || query.tag) && page.total > 0 && page.total > chosen.length && !running;
    const actions = (status, run) => actionsFor(status, list.agent).map(action => button({
        label: t(`contacts.${action}`), small: true, scope: 'write', kind: action === 'remove' ? 'danger' : '',
        disabled: !status && ticked.size > 0 && !chosen.some(each => isAllowed(action, each.status)),
        onclick: () => run(action)
    }));
    if (ticked.size === 0 && !all) {
        return none;
    }
    return html`<div class="selection">${ticked.size > 0
        ? html`<strong>${t('contacts.ticked', { count: ticked.size, n: ticked.size })}</strong>
            ${actions('', action => list.actOnTicked(action))}
            ${button({ label: t('contacts.untick'), kind: 'quiet', small: true,
                onclick: () => { list.ticked = new Set(); } })}`
        : html`<span class="muted">${t('contacts.all_filtered', { count: page.total, n: page.total })}</span>
            ${actions(query.status ?? '', action => list.actOnFiltered(action))}`}</div>`;
}

/** The progress and the result of a job. */
export function jobLine(list) {
    const { job } = list;
    if (!job) {
        return none;
    }
    const said = outcomeText(job);
    const name = t(`contactAction.${job.action}`);
    const tone = { running: 'working', done: 'over', failed: 'needs' }[job.status];
    return html`<div class="banner is-${tone} job" role="status">
        <p>${icon(job.status === 'failed' ? 'alert' : job.status === 'done' ? 'done' : 'run')}
            <span>${t(`contacts.job.${job.status}`, { action: name, done: job.looked_at, total: job.contacts })}
            ${job.status === 'running' ? none : said}${job.error ? html` ${t(`jobError.${job.error}`)}` : none}</span></p>
        ${job.status === 'running' ? progressBar(job.looked_at, job.contacts, name)
            : button({ label: t('app.close'), small: true, kind: 'quiet',
                onclick: () => { list.job = null; } })}</div>`;
}

export function table(list, contacts) {
    const all = contacts.every(({ id }) => list.ticked.has(id));
    const write = session.may('write');
    return html`<table class="table is-cards contact-table" role="table">
        <thead role="rowgroup"><tr role="row">
            ${write ? html`<th role="columnheader" scope="col"><input type="checkbox" .checked=${all}
                .indeterminate=${!all && list.ticked.size > 0} aria-label=${t('contacts.tick_all')}
                @change=${event => contacts.forEach(({ id }) => list.tick(id, event.target.checked))} /></th>` : none}
            ${COLUMNS.map(name => html`<th role="columnheader" scope="col"
                class=${NUMBERS.includes(name) ? 'number' : none}>${t(`contacts.column.${name}`)}</th>`)}
        </tr></thead>
        <tbody role="rowgroup">${repeat(contacts, ({ id }) => id, contact => row(list, contact))}</tbody>
    </table>`;
}

function row(list, contact) {
    const { id, contact: phone, name, status, tags, call_count: tries, last_update: updated } = contact;
    const zone = list.campaign.timezone;
    const cell = (label, content, kind = '') => html`<td role="cell" data-label=${t(`contacts.column.${label}`)}
        class="at-${label} ${kind}">${content}</td>`;
    return html`<tr role="row" data-row aria-selected=${list.query.contact === id ? 'true' : none}>
        ${session.may('write') ? html`<td role="cell" class="tick-cell"><input type="checkbox"
            .checked=${list.ticked.has(id)}
            aria-label=${t('contacts.tick_one', { number: phone })}
                @change=${event => list.tick(id, event.target.checked)} /></td>` : none}
        <th role="rowheader" scope="row"><a class="row-link nowrap" id="contact-${id}"
            href=${list.address({ contact: id })}>${phone}</a></th>
        ${cell('name', html`<span class="clip" title=${plain(name)}>${text(name)}</span>`, name ? '' : 'is-empty')}
        ${cell('status', stateMark(contactStatus(status, list.campaign.integration_type)))}
        ${cell('why', html`${why(list.campaign, contact)}${tags.map(tag => html` <span class="chip">${text(tag)}</span>`)}`)}
        ${cell('tries', number(tries), 'number')}
        ${cell('updated', at(updated, zone), 'number')}
    </tr>`;
}

/** Why a contact has its status, and when it is tried next. */
function why({ timezone: zone, integration_type: channel }, { reason_code: code, reason, status, next_at: next }) {
    const known = reasonWords(code) ?? reasonWords(reason);
    const waits = ['queue', 'retrying'].includes(status) && next && Date.parse(next) > Date.now();
    const isSaid = known === contactStatus(status, channel).word || (status === 'queue' && code === 'LOADED');
    const said = isSaid ? '' : (known ?? '');
    const when = waits ? t('contacts.next_at', { T: at(next, zone) }) : '';
    return html`<span class="muted">${[said, when].filter(Boolean).join(' · ')}</span>`;
}

/** The time if it is today, otherwise the day and the time. */
function at(iso, zone) {
    return zoneNow(zone, Date.parse(iso)).date === zoneNow(zone).date ? clock(iso, zone) : instant(iso, zone);
}

/** The previous files, each with its report. */
export function files(list) {
    if (list.uploads.length === 0) {
        return none;
    }
    return html`<section class="files"><h2>${t('contacts.files')}</h2><ul>${list.uploads.map(upload => html`<li>
        <a href=${link(`campaigns/${list.params.id}/uploads/${upload.id}`)}>${text(upload.file_name)}</a>
        <span class="muted">${upload.status === 'done'
            ? t('contacts.file_done', { accepted: upload.accepted, refused: upload.refused, rows: upload.rows })
            : t(`uploadStatus.${upload.status}`)}</span></li>`)}</ul></section>`;
}
