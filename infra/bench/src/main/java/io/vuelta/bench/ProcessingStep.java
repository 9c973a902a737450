package io.vuelta.bench;

import io.vuelta.cloud.rude.Meter;
import java.util.Optional;
import java.util.Set;

/** A step in the processing of a contact, or of many contacts at once, and the quantity on which its units depend. */
enum ProcessingStep {
    LOAD("load", Basis.CONTACT, 1),
    BY_NUMBER("by_number", Basis.CONTACT, 1),
    BY_EXTERNAL_ID("by_external_id", Basis.CONTACT, 0),
    DATA("data over 400 B", Basis.CONTACT, 0),
    LOADING("upload and batches", Basis.CONTACT, 0),
    CLAIM("claim", Basis.CONTACT, 1),
    SWEEP("sweep and looks", Basis.CONTACT, 0),
    DUE("due", Basis.CONTACT, 0),
    BEGIN("begin and placed", Basis.CONTACT, 2),
    ARCHIVE("earlier attempts", Basis.CONTACT, 0),
    EVENTS("detection, reports and end", Basis.CONTACT, 1),
    CHECKS("do not contact", Basis.CONTACT, 0),
    PACING("pacing", Basis.TICK, 0),
    COMMAND("dispatch: campaign, line", Basis.COMMAND, 0),
    SETTLING("settle: campaign, line", Basis.SETTLE, 0),
    COUNT("count", Basis.COUNT, 0);

    /** Kinds of items of which each belongs to one contact. */
    static final Set<String> OF_A_CONTACT = Set.of("P#", "D#", "A#", "R#", "M#", "U#*");

    private final String title;
    private final Basis basis;
    private final int floor;

    ProcessingStep(String title, Basis basis, int floor) {
        this.title = title;
        this.basis = basis;
        this.floor = floor;
    }

    /** The quantities that a step's units depend on. */
    enum Basis {
        CONTACT,
        TICK,
        COMMAND,
        SETTLE,
        COUNT
    }

    String title() {
        return title;
    }

    Basis basis() {
        return basis;
    }

    /** The minimum number of writes, computed by hand. */
    int floor() {
        return floor;
    }

    /**
     * The step to which a line of the meter belongs; empty for requests of a person or of the API, and for those that
     * are made once for a campaign.
     */
    static Optional<ProcessingStep> of(Meter.Line line) {
        return switch (line.caller()) {
            case "LoadFunction", "IngestFunction" -> Optional.of(ofLoad(line));
            case "PaceFunction" -> Optional.of(ofPace(line));
            case "DispatchFunction" -> Optional.of(ofDispatch(line));
            case "SettleFunction" -> Optional.of(ofSettle(line, SETTLING));
            // It handles one event at a time, so everything is read for each event.
            case "WebhooksFunction" -> Optional.of(ofSettle(line, EVENTS));
            case "CountFunction" -> Optional.of(COUNT);
            default -> Optional.empty();
        };
    }

    private static ProcessingStep ofLoad(Meter.Line line) {
        if (line.index().equals("by_number")) {
            return BY_NUMBER;
        }
        if (line.index().equals("by_external_id")) {
            return BY_EXTERNAL_ID;
        }
        return switch (line.kind()) {
            case "P#" -> LOAD;
            case "D#" -> DATA;
            case "DNC#*" -> CHECKS;
            default -> LOADING;
        };
    }

    private static ProcessingStep ofPace(Meter.Line line) {
        if (line.index().equals("due")) {
            return DUE;
        }
        if (line.kind().equals("P#")) {
            return line.writeUnits() > 0 ? CLAIM : SWEEP;
        }
        return line.kind().equals("C#*") ? SWEEP : PACING;
    }

    private static ProcessingStep ofDispatch(Meter.Line line) {
        if (line.index().equals("due")) {
            return DUE;
        }
        return switch (line.kind()) {
            case "A#" -> ARCHIVE;
            case "DNC#*" -> CHECKS;
            case "D#" -> DATA;
            default -> OF_A_CONTACT.contains(line.kind()) ? BEGIN : COMMAND;
        };
    }

    private static ProcessingStep ofSettle(Meter.Line line, ProcessingStep ofBatch) {
        if (line.index().equals("due")) {
            return DUE;
        }
        return OF_A_CONTACT.contains(line.kind()) ? EVENTS : ofBatch;
    }
}
