package vuelta.handlers.api;

import vuelta.domain.access.ApiKeys;
import vuelta.domain.access.Replays;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Transcripts;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contacts;
import vuelta.domain.dispatch.MessageImages;
import vuelta.domain.dispatch.MessageTemplates;
import vuelta.domain.export.ExportRequests;
import vuelta.domain.export.Exports;
import vuelta.domain.file.Batches;
import vuelta.domain.file.SentFiles;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.line.Lines;
import vuelta.domain.pace.Wakes;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.suppression.DoNotContact;
import vuelta.domain.upload.PartUploads;
import vuelta.domain.upload.UploadUrls;
import vuelta.domain.upload.Uploads;

/** Everything outside that the API speaks to. */
record Ports(
        ApiKeys keys,
        Replays replays,
        Agents agents,
        Lines lines,
        Campaigns campaigns,
        Contacts contacts,
        Attempts attempts,
        Transcripts transcripts,
        Ledger ledger,
        Uploads uploads,
        UploadUrls urls,
        PartUploads partUploads,
        Exports exports,
        ExportRequests exportRequests,
        Wakes wakes,
        DoNotContact doNotContact,
        NumberReader numbers,
        SentFiles files,
        Batches batches,
        MessageTemplates templates,
        MessageImages images) {}
