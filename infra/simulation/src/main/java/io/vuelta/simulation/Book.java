package io.vuelta.simulation;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The provider's own records: the requests that it got and what it did. They use no data of the system. */
final class Book {
    private final Map<AttemptId, Integer> requests = new HashMap<>();
    private final Map<AttemptId, Call> calls = new HashMap<>();
    private final Map<ContactId, List<Call>> byContact = new HashMap<>();
    private final Map<ContactId, List<Instant>> troubles = new HashMap<>();
    private final Map<AttemptId, SentMessage> messages = new HashMap<>();
    private final Map<ContactId, List<SentMessage>> messagesTo = new HashMap<>();
    private final Map<ContactId, Instant> unknown = new HashMap<>();
    private final Map<CampaignId, List<Call>> ofCampaign = new HashMap<>();
    private final Map<CampaignId, List<Call>> live = new HashMap<>();
    private final Map<CampaignId, Map<LocalDate, Integer>> days = new HashMap<>();

    /** How often this attempt has been requested, including this time. */
    int requests(AttemptId attempt) {
        return requests.merge(attempt, 1, Integer::sum);
    }

    void placed(Call call, ZoneId zone) {
        CampaignId campaign = call.attempt().campaign();
        calls.put(call.attempt(), call);
        byContact
                .computeIfAbsent(call.attempt().contact(), _ -> new ArrayList<>())
                .add(call);
        live.computeIfAbsent(campaign, _ -> new ArrayList<>()).add(call);
        ofCampaign.computeIfAbsent(campaign, _ -> new ArrayList<>()).add(call);
        days.computeIfAbsent(campaign, _ -> new HashMap<>())
                .merge(call.askedAt().atZone(zone).toLocalDate(), 1, Integer::sum);
    }

    /** Ends the call before its planned end. */
    void hungUp(Call call) {
        calls.put(call.attempt(), call);
        for (List<Call> some : List.of(
                byContact.getOrDefault(call.attempt().contact(), List.of()),
                live.getOrDefault(call.attempt().campaign(), List.of()),
                ofCampaign.getOrDefault(call.attempt().campaign(), List.of()))) {
            some.replaceAll(one -> one.attempt().equals(call.attempt()) ? call : one);
        }
    }

    void sent(SentMessage message, ZoneId zone) {
        messages.put(message.attempt(), message);
        messagesTo
                .computeIfAbsent(message.attempt().contact(), _ -> new ArrayList<>())
                .add(message);
        days.computeIfAbsent(message.attempt().campaign(), _ -> new HashMap<>())
                .merge(message.askedAt().atZone(zone).toLocalDate(), 1, Integer::sum);
    }

    /** The message was requested and not sent, and this was not reported. */
    void unknown(AttemptId attempt, Instant at) {
        unknown.put(attempt.contact(), at);
    }

    /** Time of the last request to this contact whose result is unknown to the caller. */
    Optional<Instant> unknownSince(ContactId contact) {
        return Optional.ofNullable(unknown.get(contact));
    }

    /** Messages that were sent to this contact, in order. */
    List<SentMessage> messagesTo(ContactId contact) {
        return messagesTo.getOrDefault(contact, List.of());
    }

    /** The request was refused permanently, or its result was never reported: the contact may be tried once more. */
    void troubled(AttemptId attempt, Instant at) {
        troubles.computeIfAbsent(attempt.contact(), _ -> new ArrayList<>()).add(at);
    }

    Optional<Call> call(AttemptId attempt) {
        return Optional.ofNullable(calls.get(attempt));
    }

    /** Calls that were placed to this contact, in order. */
    List<Call> to(ContactId contact) {
        return byContact.getOrDefault(contact, List.of());
    }

    /** Number of attempts to this contact without a call, except those that the provider postponed. */
    long troubles(ContactId contact, Instant since) {
        return troubles.getOrDefault(contact, List.of()).stream()
                .filter(at -> !at.isBefore(since))
                .count();
    }

    int live(CampaignId campaign, Instant now) {
        List<Call> calls = live.getOrDefault(campaign, List.of());
        if (!calls.isEmpty()) {
            calls.removeIf(call -> !call.isLive(now));
        }
        return calls.size();
    }

    int placedOn(CampaignId campaign, LocalDate day) {
        return days.getOrDefault(campaign, Map.of()).getOrDefault(day, 0);
    }

    /** The campaign's calls that ended later than {@code from} and not later than {@code until}. */
    Stream<Call> ended(CampaignId campaign, Instant from, Instant until) {
        return ofCampaign.getOrDefault(campaign, List.of()).stream()
                .filter(call -> call.endedAt().isAfter(from) && !call.endedAt().isAfter(until));
    }

    Stream<Call> calls() {
        return calls.values().stream();
    }

    int attempts() {
        return requests.size();
    }
}
