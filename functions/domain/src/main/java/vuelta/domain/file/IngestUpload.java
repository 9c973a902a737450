package vuelta.domain.file;

import java.util.Optional;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.Agents;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.pace.Wakes;
import vuelta.domain.upload.Upload;
import vuelta.domain.upload.UploadId;
import vuelta.domain.upload.Uploads;

/** Reads an uploaded file into batches, or says why it cannot be used. Repeatable at any point. */
public final class IngestUpload {
    private final Uploads uploads;
    private final Campaigns campaigns;
    private final Agents agents;
    private final ContactFiles files;
    private final ReadContactFile readContactFile;
    private final FinishUpload finishUpload;
    private final Wakes wakes;

    public IngestUpload(
            Uploads uploads,
            Campaigns campaigns,
            Agents agents,
            ContactFiles files,
            ReadContactFile readContactFile,
            FinishUpload finishUpload,
            Wakes wakes) {
        this.uploads = uploads;
        this.campaigns = campaigns;
        this.agents = agents;
        this.files = files;
        this.readContactFile = readContactFile;
        this.finishUpload = finishUpload;
        this.wakes = wakes;
    }

    /** What came of a file. */
    public enum Result {
        READ,
        FAILED,
        /** It was read before, or nobody announced it. */
        IGNORED
    }

    public Result handle(UploadId id) {
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
            // Checked after the upload counts as loading: from then on the campaign does not finish by itself.
            if (campaign.status().isOver() && !goesOn(upload.get(), campaign)) {
                throw new UnusableFile(
                        "CAMPAIGN_FINISHED",
                        "The campaign is " + campaign.status().wire() + "; upload to another, or to a duplicate");
            }
            read(upload.get(), campaign);
            return Result.READ;
        } catch (UnusableFile unusable) {
            uploads.fail(id, unusable.code() + ": " + unusable.getMessage());
            return Result.FAILED;
        } finally {
            // The campaign may have been waiting for this file alone; and whoever ended it may have died before this.
            if (campaign.isOnLine()) {
                wakes.wake(campaign.line());
            }
        }
    }

    /**
     * Of a file that was being read when its campaign was cancelled some may be loaded: it is read to its end, so that
     * its report is true. A campaign does not finish while a file is read, so a finished one was over before.
     */
    private static boolean goesOn(Upload upload, Campaign campaign) {
        return upload.status() != Upload.Status.WAITING && campaign.status() == CampaignStatus.CANCELLED;
    }

    private void read(Upload upload, Campaign campaign) {
        Agent agent = agents.find(campaign.agent()).orElseThrow();
        String region = campaign.settings().defaultRegion();
        int batches = files.read(upload.key(), table -> readContactFile.read(upload.id(), table, agent, region));
        uploads.allRead(upload.id(), batches);
        finishUpload.ifComplete(upload.id());
    }
}
