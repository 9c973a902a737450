package io.vuelta.handlers.api.http;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.export.ExportRequests;
import io.vuelta.domain.export.Exports;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.UploadedFiles;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.VoiceUrls;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.domain.window.ContactZones;
import java.time.InstantSource;

/**
 * Everything outside that the API speaks to, for the resources to choose from.
 *
 * @param secretPrefix lines may name only secrets whose name starts with this and a slash
 */
public record ApiDependencies(
        AccessPorts access,
        Agents agents,
        Lines lines,
        Campaigns campaigns,
        Contacts contacts,
        People people,
        Attempts attempts,
        Conversations conversations,
        ThreadPorts threads,
        Transcripts transcripts,
        OpenClaimsBooks books,
        Counts counts,
        Uploads uploads,
        UploadUrls urls,
        PartUploads partUploads,
        Exports exports,
        ExportRequests exportRequests,
        Wakes wakes,
        DoNotContact doNotContact,
        NumberReader numbers,
        ContactZones zones,
        UploadedFiles files,
        Batches batches,
        MessageTemplates templates,
        TemplateLists templateLists,
        MessageImages images,
        VoiceUrls voiceUrls,
        EndpointPorts webhooks,
        JobPorts jobs,
        ErasurePorts erasing,
        Parallel parallel,
        LostRaces races,
        InstantSource clock,
        Ids ids,
        String secretPrefix) {}
