package io.vuelta.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

/** A campaign's progress on one line: a bar, the counts by status, and the remaining time. */
final class Progress {
    private static final int WIDTH = 30;
    private static final int LINE = 118;

    private final PrintStream out;
    private final Instant begun;

    @SuppressWarnings("SystemConsoleNull") // It may be null still, without a terminal.
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();

    private String shown = "";

    Progress(PrintStream out, Instant begun) {
        this.out = out;
        this.begun = begun;
    }

    void show(JsonNode campaign, Instant now) {
        JsonNode analytics = campaign.path("analytics");
        long contacts = analytics.path("contacts").asLong();
        long done = analytics.path("contactsProcessed").asLong();
        String line = String.format(
                "%s %3d%%  %s  %s%s",
                bar(contacts, done),
                contacts == 0 ? 0 : 100 * done / contacts,
                counts(analytics),
                left(contacts, done, now),
                waiting(campaign));
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (terminal) {
            out.printf("\r%-" + LINE + "s", line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    void end(JsonNode campaign) {
        if (terminal) {
            out.println();
        }
        JsonNode analytics = campaign.path("analytics");
        out.println();
        out.printf(
                "Result    %s: %d contacts, %d calls (%d human, %d machine, %d unknown), %d answered, %d voicemail, "
                        + "%d failed%n",
                campaign.path("status").asText(),
                analytics.path("contacts").asLong(),
                analytics.path("calls").asLong(),
                analytics.path("callsAnsweredByHuman").asLong(),
                analytics.path("callsAnsweredByMachine").asLong(),
                analytics.path("callsAnsweredByUnknown").asLong(),
                analytics.path("contactsAnswered").asLong(),
                analytics.path("contactsVoicemail").asLong(),
                analytics.path("contactsFailed").asLong());
    }

    private static String bar(long contacts, long done) {
        int full = contacts == 0 ? 0 : (int) (WIDTH * done / contacts);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }

    private static String counts(JsonNode analytics) {
        StringJoiner counts = new StringJoiner("  ");
        analytics.path("contacts_by_status").properties().forEach(count -> {
            if (count.getValue().asLong() > 0) {
                counts.add(count.getKey() + " " + count.getValue().asLong());
            }
        });
        return counts.toString();
    }

    /** The remaining time, computed from the pace so far. */
    private String left(long contacts, long done, Instant now) {
        if (done == 0 || done == contacts) {
            return "";
        }
        Duration spent = Duration.between(begun, now);
        Duration left = spent.multipliedBy(contacts - done).dividedBy(done);
        return "~%d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private static String waiting(JsonNode campaign) {
        String reason = campaign.path("waiting").path("reason").asText("");
        return reason.isEmpty() ? "" : "  waiting: " + reason;
    }
}
