/** The outcomes of a campaign's calls, and the statuses of its contacts: bars beside the series of the overview. */
import { contactStatus, html, link, none, t } from '../core.js';
import { outcomeBars } from '../chart.js';
import { section } from '../parts.js';

/** The series whose colour a bar has, by status. */
const TONES = {
    answered: 'answered', converted: 'converted', accepted: 'converted', delivered: 'other', read: 'answered',
    voicemail: 'voicemail', failed: 'failed', rejected: 'failed'
};

/** Results first, then contacts that are in progress or waiting, then those that are not contacted. */
const ORDER = [
    'converted', 'accepted', 'answered', 'read', 'delivered', 'voicemail', 'rejected', 'failed', 'sending', 'retrying',
    'queue', 'skipped', 'suppressed'
];

function calls(campaign) {
    const { analytics: a, integration_type: channel } = campaign;
    if (channel !== 'phone_call' || a.calls === 0) {
        return none;
    }
    const rows = [
        { label: t('figure.human'), value: a.callsAnsweredByHuman, tone: 'answered' },
        { label: t('figure.unknown'), value: a.callsAnsweredByUnknown, tone: 'answered' },
        { label: t('figure.machine'), value: a.callsAnsweredByMachine, tone: 'voicemail' },
        { label: t('measure.busy'), value: a.callsBusy, tone: 'other' },
        { label: t('measure.no_answer'), value: a.callsNoAnswer, tone: 'other' },
        { label: t('measure.failed'), value: a.callsFailed, tone: 'failed' }
    ].filter(({ value }) => value > 0);
    const body = outcomeBars({ caption: t('overview.calls'), rows, total: a.calls });
    return rows.length > 0 ? section({ id: 'calls', title: t('overview.calls'), body }) : none;
}

function contacts(campaign) {
    const { contacts_by_status: counts, contacts: total } = campaign.analytics;
    const channel = campaign.integration_type;
    const rows = ORDER.filter(status => counts[status] > 0).map(status => ({
        label: contactStatus(status, channel).word,
        value: counts[status],
        tone: TONES[status] ?? 'other',
        href: link(`campaigns/${campaign.id}/contacts`, { status })
    }));
    const body = outcomeBars({ caption: t('overview.outcomes'), rows, total });
    return section({ id: 'outcomes', title: t('overview.outcomes'), body });
}

/** Outcomes and statuses, one below the other. */
export function outcomes(campaign) {
    return html`<div class="what-came">${calls(campaign)}${contacts(campaign)}</div>`;
}
