package io.vuelta.domain.file;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.wake.Wakes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads an uploaded file into batches, or reports why it cannot be used. It can be repeated at any point. A file is
 * checked to its end before the first batch is sent, so nothing is loaded from an unusable file. When the time of an
 * invocation is over, it stores the number of sent batches and orders the continuation.
 */
public final class IngestUpload {
    /** Number of batches after which the position is stored, so that not all of them are sent again after a crash. */
    private static final int REMEMBERED = 10 * BatchReader.TOGETHER;

    private final Uploads uploads;
    private final Campaigns campaigns;
    private final Agents agents;
    private final ContactFiles files;
    private final ReadContactFile readContactFile;
    private final Batches batches;
    private final FinishUpload finishUpload;
    private final IngestRequests requests;
    private final Wakes wakes;

    public IngestUpload(
            Uploads uploads,
            Campaigns campaigns,
            Agents agents,
            ContactFiles files,
            ReadContactFile readContactFile,
            Batches batches,
            FinishUpload finishUpload,
            IngestRequests requests,
            Wakes wakes) {
        this.uploads = uploads;
        this.campaigns = campaigns;
        this.agents = agents;
        this.files = files;
        this.readContactFile = readContactFile;
        this.batches = batches;
        this.finishUpload = finishUpload;
        this.requests = requests;
        this.wakes = wakes;
    }

    /** The result for a file. */
    public enum Result {
        READ,
        /** The time was over; the continuation was ordered. */
        BEGUN,
        FAILED,
        /** The file was read before, or it does not belong to an upload. */
        IGNORED
    }

    /**
     * Reads the file, or continues reading it.
     *
     * @param time the time limit; the rest of the file is left to another call
     */
    public Result handle(UploadId id, Deadline time) {
        Optional<Upload> upload = uploads.find(id);
        if (upload.isEmpty()) {
            return Result.IGNORED;
        }
        boolean reads = uploads.startReading(id);
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow();
        try {
            if (!reads) {
                return Result.IGNORED;
            }
            if (upload.get().status() == Upload.Status.LOADING) {
                // The queue has accepted all batches of the file.
                finishUpload.ifComplete(id);
                return Result.IGNORED;
            }
            // Checked after the upload counts as loading: from then on the campaign does not finish automatically.
            if (!campaign.takesContacts() && !hasBegun(upload.get())) {
                throw closed(campaign);
            }
            return new Reading(upload.get(), campaign, time).read() ? Result.READ : Result.BEGUN;
        } catch (UnusableFile unusable) {
            uploads.fail(id, unusable.code() + ": " + unusable.getMessage());
            return Result.FAILED;
        } finally {
            wake(campaign);
        }
    }

    /** Why a file cannot be loaded into a campaign that takes no contacts. */
    static UnusableFile closed(Campaign campaign) {
        return campaign.archived()
                ? new UnusableFile(
                        FileFault.CAMPAIGN_ARCHIVED,
                        "The campaign is archived and takes no contacts; unarchive it, and upload the file again")
                : new UnusableFile(
                        FileFault.CAMPAIGN_FINISHED,
                        "The campaign is " + campaign.status().wire()
                                + " and takes no contacts; upload the file to another campaign, or to a duplicate");
    }

    /** Gives up a file whose reading keeps failing because of internal errors; loaded contacts stay. */
    public void fail(UploadId id, String error) {
        if (uploads.find(id).isPresent()) {
            uploads.fail(id, error);
            campaigns.find(id.campaign()).ifPresent(this::wake);
        }
    }

    /**
     * Wakes the campaign's line: the campaign may only have been waiting for this file, and the process that ended the
     * upload may have crashed before this step.
     */
    private void wake(Campaign campaign) {
        if (campaign.isPaced()) {
            wakes.wake(campaign.line());
        }
    }

    /**
     * Whether reading has begun. If the campaign was cancelled in the meantime, a part of the file may be loaded: it is
     * read to its end, so that its report is correct.
     */
    private static boolean hasBegun(Upload upload) {
        return upload.status() != Upload.Status.WAITING;
    }

    /** The part of a file that one invocation reads. */
    private final class Reading {
        private final Upload upload;
        private final ReadingRules rules;
        private final Deadline time;
        private final int from;

        Reading(Upload upload, Campaign campaign, Deadline time) {
            this.upload = upload;
            Agent agent = agents.find(campaign.agent()).orElseThrow();
            this.rules = new ReadingRules(
                    agent, campaign.settings().channel(), campaign.settings().defaultRegion(), upload.mapping());
            this.time = time;
            this.from = uploads.sent(upload.id());
        }

        /** Reads the file. Returns whether it was read to its end. */
        boolean read() {
            // If batches have been sent, this was done before.
            if (from == 0) {
                ReadContactFile.Checked checked = files.read(
                        upload.file().key(), table -> readContactFile.check(upload.id(), table, rules, time));
                uploads.columns(upload.id(), checked.columns());
            }
            OptionalInt count = files.read(
                    upload.file().key(), table -> send(readContactFile.batches(upload.id(), table, rules, from)));
            if (count.isEmpty()) {
                requests.send(upload.file().key());
                return false;
            }
            uploads.allRead(upload.id(), count.getAsInt());
            finishUpload.ifComplete(upload.id());
            return true;
        }

        /**
         * Sends batches until there are no more or the time is over. Returns the number of batches of the file; empty
         * if not all are sent.
         */
        private OptionalInt send(BatchReader file) {
            int remembered = from;
            for (List<Batch> next = file.next(time); !next.isEmpty(); next = file.next(time)) {
                batches.send(next);
                boolean ends = time.isShort();
                if (ends || file.number() - remembered >= REMEMBERED) {
                    uploads.sent(upload.id(), file.number());
                    remembered = file.number();
                }
                if (ends) {
                    return OptionalInt.empty();
                }
            }
            return OptionalInt.of(file.number());
        }
    }
}
