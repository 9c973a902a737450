package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts.Change;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of the jobs' store. */
public abstract class JobsContract extends StoreContract {
    private final JobId id = new JobId(campaign, "job");

    private Jobs jobs() {
        return store().jobs();
    }

    private Job requested(JobId of) {
        return Job.requested(
                of,
                Action.TAG,
                Set.of(ContactStatus.FAILED, ContactStatus.QUEUE),
                Set.of("vip", "late"),
                List.of("called"),
                1_000,
                NOW);
    }

    private List<Change> skipped(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> done(store().contacts().create(Examples.contact(campaign, n))))
                .map(contact -> new Change(contact, contact.skipped(NOW).edited()))
                .toList();
    }

    @Test
    void a_job_is_found_as_it_was_requested() {
        assertThat(jobs().find(id)).isEmpty();

        jobs().create(requested(id));

        assertThat(jobs().find(id)).contains(requested(id));
    }

    @Test
    void the_second_save_of_the_same_version_is_refused() {
        jobs().create(requested(id));

        assertThat(jobs().save(requested(id))).isTrue();

        assertThat(jobs().find(id)).contains(requested(id).inVersion(1));
        assertThat(jobs().save(requested(id).inVersion(7))).isFalse();
        assertThat(jobs().save(requested(id).inVersion(1))).isTrue();
    }

    @Test
    void contacts_intake_and_job_are_written_together() {
        Campaign read = stored(CampaignStatus.READY, Examples.settings());
        jobs().create(requested(id));
        List<Change> changes = skipped(Job.MAX_TOGETHER);

        assertThat(jobs().advance(read, changes, changes.size(), requested(id))).isTrue();

        assertThat(jobs().find(id).orElseThrow().version()).isEqualTo(1);
        assertThat(store().campaigns().intake(campaign).edits()).isEqualTo(changes.size());
        assertThat(changes).allMatch(change -> read(change.after().id()).status() == ContactStatus.SKIPPED);
    }

    @Test
    void nothing_is_written_if_a_contact_the_campaign_or_the_job_has_changed() {
        Campaign read = stored(CampaignStatus.READY, Examples.settings());
        jobs().create(requested(id));
        List<Change> changes = skipped(3);
        Contact first = changes.getFirst().after();
        Change other = new Change(changes.get(1).before(), changes.get(1).after());
        assertThat(store().contacts().edit(read, List.of(changes.getFirst()), 0, 1))
                .isTrue();

        List<Change> others =
                List.of(new Change(changes.getFirst().before(), first.removed(NOW)), other, changes.get(2));
        assertThat(jobs().advance(read, others, 3, requested(id))).isFalse();

        assertThat(jobs().save(requested(id))).isTrue();
        assertThat(jobs().advance(read, List.of(other), 1, requested(id).ended(Job.Status.DONE, null, NOW)))
                .isFalse();

        assertThat(jobs().find(id).orElseThrow().version()).isEqualTo(1);
        assertThat(read(other.after().id()).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(store().campaigns().intake(campaign).edits()).isEqualTo(1);
    }

    @Test
    void a_campaigns_jobs_are_listed_both_ways() {
        List<JobId> ids = Stream.of("01A", "01B", "01C")
                .map(value -> new JobId(campaign, value))
                .toList();
        ids.forEach(one -> jobs().create(requested(one)));

        assertThat(jobs().older(campaign, Optional.empty(), 2))
                .extracting(Job::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(jobs().older(campaign, Optional.of(ids.get(1)), 2)).containsExactly(requested(ids.get(0)));
        assertThat(jobs().newer(ids.get(1), 2)).extracting(Job::id).containsExactly(ids.get(1), ids.get(2));
    }
}
