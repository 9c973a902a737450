package io.vuelta.domain.export;

import java.util.List;
import java.util.stream.LongStream;

/**
 * One run of an export. Each run has its own objects, so that two concurrent runs do not mix.
 *
 * @param number the number of the run, from 1
 */
public record ExportRun(ExportId export, Export.Kind kind, long number) {
    /** The key of the file. */
    public String key() {
        return prefix() + kind.wire() + ".csv";
    }

    public String manifestKey() {
        return prefix() + "manifest.json";
    }

    /** The prefix of the keys of its objects. */
    public String prefix() {
        return "exports/" + export + "/" + number + "/";
    }

    /** The runs before this one. */
    List<ExportRun> before() {
        return LongStream.range(1, number)
                .mapToObj(earlier -> new ExportRun(export, kind, earlier))
                .toList();
    }
}
