package io.vuelta.domain.export;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes an export. It can be repeated after any earlier run, even while that run continues: each run writes its own
 * objects, only the run that began last can end the export, and the objects of the others are removed.
 */
public final class RunExport {
    private static final int PAGE = 500;

    /**
     * Maximum number of variable columns. No uploaded file has this many, but a campaign whose contacts were added one
     * by one may.
     */
    private static final int MAX_VARIABLES = 1_000;

    private final Exports exports;
    private final Campaigns campaigns;
    private final Agents agents;
    private final People people;
    private final Sheets sheets;
    private final InstantSource clock;

    public RunExport(
            Exports exports, Campaigns campaigns, Agents agents, People people, Sheets sheets, InstantSource clock) {
        this.exports = exports;
        this.campaigns = campaigns;
        this.agents = agents;
        this.people = people;
        this.sheets = sheets;
        this.clock = clock;
    }

    /**
     * Writes the export, unless it has ended.
     *
     * @param isTimeOver whether the time limit is reached, called repeatedly: an export that takes longer fails,
     *     because another run would not be faster
     * @param isLastTry whether there is no further try if this run fails: the export then also fails
     */
    public void handle(ExportId id, BooleanSupplier isTimeOver, boolean isLastTry) {
        Export requested = exports.find(id).orElseThrow(() -> new IllegalStateException("no export " + id));
        if (requested.status() != Export.Status.RUNNING) {
            return;
        }
        Export begun = requested.begun();
        if (!exports.save(begun)) {
            throw new IllegalStateException("another run of the export has begun: " + id);
        }
        ExportRun run = new ExportRun(id, begun.kind(), begun.version());
        try {
            run.before().forEach(sheets::remove);
            end(run, begun.done(write(run, begun, isTimeOver)));
        } catch (OutOfTime _) {
            end(
                    run,
                    begun.failed(
                            "TOO_LARGE: the file cannot be written in the available time; use filters to make it smaller"));
        } catch (RuntimeException e) {
            if (isLastTry) {
                end(run, begun.failed("INTERNAL_ERROR: writing the file failed; export again"));
            }
            throw e;
        }
    }

    /**
     * Marks an export as failed that is not tried any more; an ended export does not change. Returns false if the
     * export is done.
     */
    public boolean giveUp(ExportId id) {
        Export there = exports.find(id).orElseThrow(() -> new IllegalStateException("no export " + id));
        if (there.status() == Export.Status.RUNNING) {
            end(
                    new ExportRun(id, there.kind(), there.version()),
                    there.failed("INTERNAL_ERROR: writing the file failed several times; export again"));
        }
        return there.status() != Export.Status.DONE;
    }

    /** Stores the result. If another run began later, the result is dropped and the objects of this run are removed. */
    private void end(ExportRun run, Export over) {
        boolean isKept = exports.save(over)
                || exports.find(run.export()).filter(over::equals).isPresent();
        if (!isKept || over.status() == Export.Status.FAILED) {
            sheets.remove(run);
        }
    }

    /**
     * Writes the file. The header with all columns comes before the first row, so the columns of the first contacts are
     * assumed for all. Only if a contact has another column, all contacts are read to find all columns, and the file is
     * written again.
     */
    private ExportedFile write(ExportRun run, Export export, BooleanSupplier isTimeOver) {
        Campaign campaign = campaigns.find(run.export().campaign()).orElseThrow();
        Walk walk = new Walk(campaign, isTimeOver);
        if (export.kind() != Export.Kind.CONTACTS) {
            return write(run, export, walk, ExportColumns.Given.NOTHING, _ -> {});
        }
        ExportColumns.Given first = given(export, walk::first);
        try {
            return write(run, export, walk, first, person -> {
                if (!first.covers(person.contact().data())) {
                    throw new UnknownColumn();
                }
            });
        } catch (UnknownColumn _) {
            return write(run, export, walk, given(export, walk::people), _ -> {});
        }
    }

    /** The time limit was reached before the file was complete. */
    private static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A contact has a value for which there is no column. */
    private static final class UnknownColumn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private ExportedFile write(
            ExportRun run, Export export, Walk walk, ExportColumns.Given given, Consumer<Person> check) {
        Campaign campaign = walk.campaign;
        Agent agent = agents.find(campaign.agent()).orElseThrow();
        ExportColumns columns = new ExportColumns(campaign, agent, export.raw());
        List<String> header = columns.header(export.kind(), given);
        Instant from = clock.instant();
        Counted counted = new Counted();
        Sheets.Written written = sheets.write(run, export.bom(), writer -> {
            writer.accept(header);
            Consumer<List<String>> rows = row -> {
                counted.rows++;
                writer.accept(row);
            };
            if (export.kind().isOfContacts()) {
                contacts(export, walk::people, EnumSet.of(Part.DATA, Part.CONVERSATIONS), person -> {
                    check.accept(person);
                    rows.accept(columns.row(person, given));
                });
            } else {
                attempts(export, columns, walk, rows);
            }
        });
        ExportedFile file =
                new ExportedFile(run.key(), run.manifestKey(), counted.rows, written.bytes(), written.sha256());
        // Reads the campaign again: its contacts may have been removed while the file was written.
        Instant removed =
                campaigns.find(campaign.id()).orElseThrow().retention().removed();
        sheets.write(
                run, new Manifest(export, campaign.settings().zone(), header, file, from, clock.instant(), removed));
        return file;
    }

    private static void attempts(Export export, ExportColumns columns, Walk walk, Consumer<List<String>> to) {
        if (export.kind().isOfCalls()) {
            attempts(Call.class, walk, (call, conversation) -> {
                if (isOfKind(export.kind(), call, conversation)
                        && export.filter().matches(call, conversation)) {
                    to.accept(columns.row(call, conversation));
                }
            });
        } else {
            attempts(Message.class, walk, (message, conversation) -> {
                if (export.filter().matches(message, conversation)) {
                    to.accept(columns.row(message, conversation));
                }
            });
        }
    }

    private static ExportColumns.Given given(Export export, Walking walking) {
        Found found = new Found();
        contacts(
                export,
                walking,
                EnumSet.of(Part.DATA),
                person -> found.add(person.contact().data()));
        return new ExportColumns.Given(found.agentNames, found.agentVoices, found.variables);
    }

    /** The further data of contacts. */
    private static final class Found {
        private boolean agentNames;
        private boolean agentVoices;
        private final SortedSet<String> variables = new TreeSet<>();

        void add(ContactData data) {
            agentNames |= !data.agentName().isEmpty();
            agentVoices |= !data.agentVoice().isEmpty();
            if (variables.size() < MAX_VARIABLES) {
                variables.addAll(data.variables().keySet());
            }
        }
    }

    private static void contacts(Export export, Walking walking, Set<Part> parts, Consumer<Person> to) {
        if (export.filter().answeredBy() != null) {
            parts.add(Part.EARLIER_ATTEMPTS);
        }
        walking.people(parts, person -> {
            boolean isOfKind = export.kind() != Export.Kind.RESULTS
                    || !Conversation.extracted(person.conversations()).isEmpty();
            Contact contact = person.contact();
            if (isOfKind && !contact.isRemoved() && export.filter().matches(contact, person.attempts())) {
                to.accept(person);
            }
        });
    }

    private static boolean isOfKind(Export.Kind kind, Call call, Conversation conversation) {
        return kind != Export.Kind.RECORDINGS
                || (call.state().answeredBy() == AnsweredBy.HUMAN
                        && conversation.recordingUrl(call).isPresent());
    }

    /** Receives an attempt and the results of its conversation. */
    private interface AttemptRows<A extends Attempt> {
        void accept(A attempt, Conversation conversation);
    }

    private static <A extends Attempt> void attempts(Class<A> kind, Walk walk, AttemptRows<A> to) {
        walk.people(
                EnumSet.of(Part.EARLIER_ATTEMPTS, Part.CONVERSATIONS),
                person -> person.attempts().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .filter(attempt -> !attempt.notPlaced())
                        .forEach(attempt -> to.accept(
                                attempt, person.conversation(attempt.id().number()))));
    }

    /** Passes people with these parts to a consumer, in their state in the campaign's current cycle. */
    private interface Walking {
        void people(Set<Part> parts, Consumer<Person> to);
    }

    /** A scan over the people of a campaign, page by page. */
    private final class Walk {
        private final Campaign campaign;
        private final BooleanSupplier isTimeOver;

        private Walk(Campaign campaign, BooleanSupplier isTimeOver) {
            this.campaign = campaign;
            this.isTimeOver = isTimeOver;
        }

        /** Passes all people to the consumer. */
        void people(Set<Part> parts, Consumer<Person> to) {
            for (ScanCursor at = ScanCursor.START; !at.ended(); ) {
                at = page(at, parts, to).next();
            }
        }

        /** Passes the people of the first page that is not empty. */
        void first(Set<Part> parts, Consumer<Person> to) {
            for (ScanCursor at = ScanCursor.START; !at.ended(); ) {
                People.Page page = page(at, parts, to);
                at = page.people().isEmpty() ? page.next() : ScanCursor.END;
            }
        }

        private People.Page page(ScanCursor at, Set<Part> parts, Consumer<Person> to) {
            if (isTimeOver.getAsBoolean()) {
                throw new OutOfTime();
            }
            People.Page page = people.after(campaign.id(), at, PAGE, parts);
            page.people()
                    .forEach(person -> to.accept(new Person(
                            person.contact().in(campaign.cycle()), person.attempts(), person.conversations())));
            return page;
        }
    }

    /** Counts rows. */
    private static final class Counted {
        private long rows;
    }
}
