package vuelta.domain.campaign;

import java.time.Instant;
import vuelta.domain.agent.AgentId;
import vuelta.domain.line.LineId;

/**
 * A list of contacts, worked through by one agent over one line.
 *
 * @param epoch raised by every pause, resume, cancel, archive and change of settings: a command planned in an earlier
 *     epoch is given back, not carried out
 * @param version raised by every write; 0 before the first
 */
public record Campaign(
        CampaignId id,
        AgentId agent,
        LineId line,
        CampaignSettings settings,
        CampaignStatus status,
        boolean archived,
        long epoch,
        Instant createdAt,
        long version) {
    /** Whether attempts may begin at all: by status only, the window is another question. */
    public boolean works() {
        return status == CampaignStatus.ACTIVE && !archived;
    }

    Campaign moved(CampaignStatus to) {
        return new Campaign(id, agent, line, settings, to, archived, epoch + 1, createdAt, version);
    }

    Campaign putAway() {
        return new Campaign(id, agent, line, settings, status, true, epoch + 1, createdAt, version);
    }

    /** With other settings: what was planned under the old ones is given back. */
    public Campaign changed(CampaignSettings settings) {
        return new Campaign(id, agent, line, settings, status, archived, epoch + 1, createdAt, version);
    }

    /** The same campaign as its store has it after one more write. */
    public Campaign written() {
        return new Campaign(id, agent, line, settings, status, archived, epoch, createdAt, version + 1);
    }
}
