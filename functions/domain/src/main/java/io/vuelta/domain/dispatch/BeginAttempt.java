package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.PhoneSettings;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.ReleaseClaim;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Sleeper;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins attempts, each at most once. It waits for the attempt's instant, checks everything again, writes the attempt
 * into its contact on condition that the contact has not changed since it was read, and only then sends the request to
 * the provider. If another invocation wrote first, it does nothing. A crash after the write leaves an attempt that may
 * have been placed, which is looked up and never repeated.
 *
 * <p>The attempts of one command begin in parallel and are reported to the pacer together. If the store is busy for one
 * of its attempts, the command is not returned to its queue: the pacer's look at the claim handles this attempt.
 */
public final class BeginAttempt {
    /**
     * Maximum time from the oldest read of a check to the request to the provider: a pause must take effect within 2 s.
     */
    static final Duration CHECKS_HOLD = Duration.ofMillis(1_800);

    /** The number of tries for an attempt whose contact keeps changing; then the pacer's look handles it. */
    private static final int TRIES = 3;

    /** Maximum number of repeated checks of an attempt whose record took too long to write. */
    private static final int MAX_CHECKS_AGAIN = 3;

    /** The wait before templates are requested again from a provider that could not return them. */
    static final Duration PROVIDER_RESTS = Duration.ofSeconds(30);

    static final String VARIABLE_MISSING = TimelineCode.VARIABLE_MISSING.name();
    static final String TEMPLATE_NOT_FOUND = TimelineCode.TEMPLATE_NOT_FOUND.name();

    /** The provider did not answer the attempts before this one. */
    private static final String LINE_ERROR = TimelineCode.LINE_ERROR.name();

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Lines lines;
    private final Providers providers;
    private final LastChecks checks;
    private final Settle settle;
    private final ReactToTrouble trouble;
    private final Wakes wakes;
    private final ReleaseClaim releaseClaim;
    private final Parallel parallel;
    private final Sleeper sleeper;
    private final InstantSource clock;

    public BeginAttempt(
            Campaigns campaigns,
            Contacts contacts,
            Lines lines,
            Providers providers,
            LastChecks checks,
            Settle settle,
            Wakes wakes,
            Parallel parallel,
            Sleeper sleeper,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.lines = lines;
        this.providers = providers;
        this.checks = checks;
        this.settle = settle;
        this.trouble = new ReactToTrouble(campaigns, lines, wakes, clock);
        this.wakes = wakes;
        this.releaseClaim = new ReleaseClaim(contacts);
        this.parallel = parallel;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /**
     * Begins the attempts of a command.
     *
     * @param invocation unique id of this invocation, which marks the attempts that it begins
     * @param kept the delay that was requested from the queue, which does not count as lateness of the command; null if
     *     the function has just started, because the lateness is then not meaningful
     */
    public void handle(Command.Begin command, String invocation, @Nullable Duration kept) {
        Duration lead = kept == null
                ? Duration.ZERO
                : later(
                        Duration.ZERO,
                        Duration.between(command.planned(), clock.instant()).minus(kept));
        LineView view = new LineView(campaigns, lines, clock, command.campaign(), command.line());
        CommandReports reports = new CommandReports();
        ProviderAnswers answers = new ProviderAnswers(command, sleeper, clock);
        parallel.forEach(command.starts(), start -> {
            try {
                sleeper.until(start.slot());
                new Beginning(command, start, view, invocation, reports, answers).run();
            } catch (StoreBusy _) {
                // The contact has the progress so far, and the pacer checks the claim. A busy store is reported as
                // slowness, like a late command.
                reports.addLate();
            }
        });
        wakes.send(new Wake(command.line(), null, reports.reports(), reports.late(), lead, answers.all()));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The reports to the pacer about all attempts of a command. */
    private static final class CommandReports {
        private final List<Report> reports = new ArrayList<>();
        private int late;

        synchronized void add(Report report) {
            reports.add(report);
        }

        synchronized void addLate() {
            late++;
        }

        synchronized List<Report> reports() {
            return List.copyOf(reports);
        }

        synchronized int late() {
            return late;
        }
    }

    /** The beginning of one attempt. */
    private final class Beginning {
        private final Command.Begin command;
        private final Command.Start start;
        private final LineView view;
        private final String mark;
        private final CommandReports reports;
        private final ProviderAnswers answers;

        Beginning(
                Command.Begin command,
                Command.Start start,
                LineView view,
                String invocation,
                CommandReports reports,
                ProviderAnswers answers) {
            this.command = command;
            this.start = start;
            this.view = view;
            this.mark = invocation + "/" + start.place().index();
            this.reports = reports;
            this.answers = answers;
        }

        void run() {
            answers.awaitTurn();
            try {
                runInTurn();
            } finally {
                answers.endTurn();
            }
        }

        private void runInTurn() {
            Optional<Contact> found = contacts.find(start.contact());
            for (int i = 0; i < TRIES && found.isPresent(); i++) {
                Contact contact = found.get();
                if (!contact.holds(start.place())) {
                    // An earlier delivery of the command may have done this and crashed before its report.
                    ClaimReports.ofEnded(contact, start.place(), view.seen().campaign(), start.day())
                            .ifPresent(reports::add);
                    return;
                }
                if (contact.hasBegun()) {
                    reports.add(report(Report.What.BEGUN, clock.instant()));
                    return;
                }
                found = decide(contact);
            }
        }

        /** Decides on the contact; empty if this is done, otherwise the contact that another process has written. */
        private Optional<Contact> decide(Contact contact) {
            LineView.Seen seen = view.seen();
            Instant now = clock.instant();
            if (answers.areMissing()) {
                return release(contact, seen.campaign(), LINE_ERROR, now);
            }
            Claim claim = claim(contact);
            return switch (checks.check(
                    command, claim, contact.in(seen.campaign().cycle()), seen, now)) {
                case LastChecks.Verdict.Back back -> release(contact, seen.campaign(), back.reason(), now);
                case LastChecks.Verdict.Suppress suppress ->
                    released(releaseClaim.suppress(seen.campaign(), contact, suppress.reason(), suppress.entry(), now));
                case LastChecks.Verdict.Go _ -> begin(contacts.withData(contact), seen, now);
            };
        }

        private Optional<Contact> release(Contact contact, Campaign campaign, String reason, Instant now) {
            if (reason.equals(LastChecks.LATE)) {
                reports.addLate();
            }
            return released(releaseClaim.release(campaign, contact, reason, now));
        }

        private Optional<Contact> released(ReleaseClaim.Result result) {
            return switch (result) {
                case ReleaseClaim.Result.Released released -> {
                    reports.add(released.report());
                    yield Optional.empty();
                }
                case ReleaseClaim.Result.Lost lost -> lost.there();
            };
        }

        private Optional<Contact> begin(Contact contact, LineView.Seen seen, Instant now) {
            Campaign campaign = seen.campaign();
            // The request to the provider is prepared before the record is written: after that it is only sent.
            Planned planned = switch (campaign.settings().opening()) {
                case MessageContent.FirstMessage opening -> call(opening, contact, seen, start, mark, now);
                case MessageContent.Template template -> message(template, contact, seen, start, mark, now);
            };
            Contact begun =
                    contact.in(campaign.cycle()).begun(planned.attempt(), now).countedIn(campaign);
            return switch (contacts.begin(contact, begun)) {
                case Written.Done done -> {
                    ask(done.contact(), planned, seen.at());
                    yield Optional.empty();
                }
                case Written.Lost lost -> {
                    Optional<Contact> mine = lost.there().filter(this::isMine);
                    mine.ifPresent(there -> ask(there, planned, seen.at()));
                    yield mine.isPresent() ? Optional.empty() : lost.there();
                }
            };
        }

        /** Whether this invocation has begun the attempt, although the answer to the write was lost. */
        private boolean isMine(Contact there) {
            return there.holds(start.place())
                    && there.attempt(start.attempt())
                            .filter(attempt -> attempt.begunBy().equals(mark))
                            .isPresent();
        }

        private void ask(Contact contact, Planned planned, Instant checkedAt) {
            Optional<String> refused = refusedMeanwhile(contact, checkedAt);
            PlacementResult placing = refused.isPresent()
                    ? PlacementResult.of(planned.notAsked(refused.get(), clock.instant()))
                    : planned.ask().place();
            boolean wasAsked = !(placing.event() instanceof MessageEvent event) || event.wasAsked();
            if (refused.isEmpty() && wasAsked) {
                noteAnswer(placing, planned.attempt());
            }
            Settlement settlement = settle.apply(contact, start.id(), placing.event());
            Report.What begun = UnknownAnswer.is(placing.event()) ? Report.What.UNANSWERED : Report.What.BEGUN;
            reports.add(settlement
                    .report()
                    .orElseGet(() -> report(begun, planned.attempt().createdAt())));
            placing.trouble()
                    .ifPresent(wider -> trouble.answered(
                            planned.attempt(), wider, placing.event().what()));
        }

        /**
         * Records whether the provider answered, before anything is written, so that other attempts of the command do
         * not send requests to a provider that does not answer.
         */
        private void noteAnswer(PlacementResult placing, Attempt attempt) {
            boolean down = placing.trouble()
                    .filter(ProviderTrouble.LineDown.class::isInstance)
                    .isPresent();
            if (!down && !UnknownAnswer.is(placing.event())) {
                answers.answered(attempt.createdAt());
            } else if (answers.unanswered(attempt.createdAt(), placing.event().what())) {
                // The other commands see this immediately, and from then on the pacer considers the answers.
                lines.block(attempt.line(), clock.instant().plus(Outage.MIN_WAIT), LinePace.Block.ERROR);
                wakes.send(new Wake(attempt.line(), null, List.of(), 0, Duration.ZERO, answers.all()));
            }
        }

        /** Why the request is not sent; empty if the checks are still valid, or pass again. */
        private Optional<String> refusedMeanwhile(Contact contact, Instant checkedAt) {
            if (answers.areMissing()) {
                return Optional.of(LINE_ERROR);
            }
            Instant checked = checkedAt;
            for (int i = 0; i < MAX_CHECKS_AGAIN; i++) {
                // Reading also takes time.
                CampaignSettings settings = view.seen().campaign().settings();
                Instant now = clock.instant();
                // An attempt is counted on the day on which its request is sent.
                boolean sameDay = settings.dayOf(now).equals(start.day());
                if (sameDay && !now.isAfter(checked.plus(CHECKS_HOLD))) {
                    return Optional.empty();
                }
                LineView.Seen seen = view.again();
                checked = seen.at();
                switch (checks.check(command, claim(contact), contact, seen, clock.instant())) {
                    case LastChecks.Verdict.Back back -> {
                        return Optional.of(back.reason());
                    }
                    case LastChecks.Verdict.Suppress suppress -> {
                        return Optional.of(suppress.reason());
                    }
                    case LastChecks.Verdict.Go _ -> {
                        // The checks also took time.
                    }
                }
            }
            return Optional.of(TimelineCode.TOO_SLOW.name());
        }

        private Claim claim(Contact contact) {
            Claim claim = contact.claim();
            if (claim == null) {
                throw new IllegalStateException(contact.id() + " is not claimed");
            }
            return claim;
        }

        private Report report(Report.What what, Instant at) {
            return new Report(command.campaign(), start.place(), what, null, at);
        }
    }

    private Planned call(
            MessageContent.FirstMessage opening,
            Contact contact,
            LineView.Seen seen,
            Command.Start start,
            String mark,
            Instant now) {
        AttemptId id = start.id();
        Line line = seen.line();
        String text = opening.text();
        MachineDetection detection = detection(line, opening.phone());
        CallRequest request = new CallRequest(
                id,
                line,
                seen.campaign().agent(),
                contact,
                text == null ? null : Placeholders.fill(text, contact),
                limits(opening.phone(), detection, contact));
        Attempt attempt = Call.created(
                id,
                line.id(),
                contact.number(),
                contact.data().name(),
                detection != MachineDetection.OFF,
                mark,
                start.place(),
                now);
        return new Planned(attempt, () -> providers.calls().place(request));
    }

    private static CallLimits limits(PhoneSettings phone, MachineDetection detection, Contact contact) {
        String template = phone.leftMessage();
        String message =
                template == null ? "" : Placeholders.fill(template, contact).strip();
        boolean says = !message.isEmpty();
        // Without a text for the machine there is no reason to wait for its greeting.
        OnMachine onMachine = phone.onMachine() == OnMachine.MESSAGE && !says ? OnMachine.HANG_UP : phone.onMachine();
        return new CallLimits(phone.ringSeconds(), phone.maxCallSeconds(), detection, onMachine, says ? message : null);
    }

    /**
     * A message for a machine is read out after its greeting, so the end of the greeting must be detected. To hang up,
     * the end of the greeting is not needed.
     */
    private static MachineDetection detection(Line line, PhoneSettings phone) {
        MachineDetection ofLine = line.details().detection();
        if (ofLine == MachineDetection.OFF) {
            return MachineDetection.OFF;
        }
        return switch (phone.onMachine()) {
            case MESSAGE -> MachineDetection.UNTIL_BEEP;
            case HANG_UP -> MachineDetection.FAST;
            case CONTINUE -> ofLine;
        };
    }

    private Planned message(
            MessageContent.Template opening,
            Contact contact,
            LineView.Seen seen,
            Command.Start start,
            String mark,
            Instant now) {
        AttemptId id = start.id();
        Line line = seen.line();
        Instant out = seen.campaign().templateOut();
        Claim claim = contact.claim();
        String template = opening.chosen(
                contact.tally().calls(), claim != null && claim.isAfterSilence(), out != null && now.isBefore(out));
        MessageTemplates.Found found = providers.messages().find(line, template, opening.language());
        Attempt attempt = Message.created(
                id,
                line.id(),
                contact.number(),
                contact.data().name(),
                template,
                found instanceof MessageTemplates.Found.Known known
                        ? known.template().category()
                        : null,
                mark,
                start.place(),
                now);
        return new Planned(attempt, () -> send(found, id, line, contact, opening.image()));
    }

    /** Sends a message. If it certainly cannot be sent, no request is sent to the provider. */
    private PlacementResult send(
            MessageTemplates.Found found, AttemptId id, Line line, Contact contact, @Nullable String image) {
        return switch (found) {
            case MessageTemplates.Found.Known known ->
                known.template().missing(contact).isEmpty()
                        ? providers.messages().send(new MessageRequest(id, line, contact, known.template(), image))
                        : PlacementResult.of(new MessageEvent.Refused(
                                VARIABLE_MISSING, new ProviderTrouble.NotAsked(), clock.instant()));
            case MessageTemplates.Found.NotThere _ ->
                notSent(TEMPLATE_NOT_FOUND, _ -> new ProviderTrouble.TemplateUnusable());
            case MessageTemplates.Found.Unavailable unavailable ->
                notSent(unavailable.reason(), ProviderTrouble.LineDown::new);
        };
    }

    private PlacementResult notSent(String reason, Function<Instant, ProviderTrouble.Wider> trouble) {
        Instant now = clock.instant();
        Instant until = now.plus(PROVIDER_RESTS);
        return PlacementResult.of(new MessageEvent.NotSent(reason, until, now), trouble.apply(until));
    }

    /** Sends the request to the provider, once. */
    private interface Ask {
        PlacementResult place();
    }

    /** The attempt, and the request that begins it. */
    private record Planned(Attempt attempt, Ask ask) {
        AttemptEvent notAsked(String reason, Instant now) {
            return switch (attempt) {
                case Call _ -> new CallEvent.NotPlaced(reason, now, now);
                case Message _ -> new MessageEvent.NotSent(reason, now, now);
            };
        }
    }
}
