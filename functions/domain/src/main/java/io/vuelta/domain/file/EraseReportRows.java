package io.vuelta.domain.file;

import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.domain.upload.Uploads.BatchProblems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Erases a person's data in the report of an upload and in the stored batches: the values of the rows that have the
 * person's number in any form, and of the rows that added their contact. The rows stay, so that the report agrees with
 * the upload's counts.
 */
public final class EraseReportRows {
    /** The number of last digits by which a number without country code is recognised; all digits of a shorter one. */
    private static final int KNOWN_BY = 10;

    private static final int MIN_DIGITS = 7;

    private final Uploads uploads;
    private final UploadReports reports;

    public EraseReportRows(Uploads uploads, UploadReports reports) {
        this.uploads = uploads;
        this.reports = reports;
    }

    /** The number of rows that still have data of the person. */
    public int count(Upload upload, PhoneNumber number, Contact contact) {
        Set<Long> lines = lines(upload, number, contact);
        return (int) all(upload)
                .filter(problem -> hasValueToErase(problem, lines))
                .map(RowProblem::line)
                .distinct()
                .count();
    }

    /**
     * Erases the rows, and writes the upload's report again, if it has one, from the remaining data. Safe to repeat.
     */
    public void erase(Upload upload, PhoneNumber number, Contact contact) {
        UploadId id = upload.id();
        Set<Long> lines = lines(upload, number, contact);
        uploads.problems(id)
                .filter(batch -> batch.problems().stream().anyMatch(problem -> hasValueToErase(problem, lines)))
                .forEach(batch ->
                        uploads.rewrite(id, new BatchProblems(batch.number(), erased(batch.problems(), lines))));
        uploads.rewriteShown(id, erased(upload.problems(), lines));
        if (upload.reportKey() != null) {
            var _ = reports.write(id, FinishUpload.inTheFile(uploads.problems(id)));
        }
    }

    private static boolean hasValueToErase(RowProblem problem, Set<Long> lines) {
        return lines.contains(problem.line()) && !problem.value().isEmpty();
    }

    private static List<RowProblem> erased(List<RowProblem> problems, Set<Long> lines) {
        return problems.stream()
                .map(problem -> lines.contains(problem.line()) ? problem.erased() : problem)
                .toList();
    }

    /** All problem rows: those of the stored batches, and those that the upload shows. */
    private Stream<RowProblem> all(Upload upload) {
        return Stream.concat(
                uploads.problems(upload.id()).flatMap(batch -> batch.problems().stream()), upload.problems().stream());
    }

    private Set<Long> lines(Upload upload, PhoneNumber number, Contact contact) {
        Set<Long> lines = new HashSet<>();
        LoadSource.lineIn(upload.id(), contact.person().source()).ifPresent(lines::add);
        LoadSource.lineIn(upload.id(), contact.person().dataSource()).ifPresent(lines::add);
        String known = end(digits(number.e164()));
        all(upload)
                .filter(problem -> isOf(known, digits(problem.value())))
                .map(RowProblem::line)
                .forEach(lines::add);
        return lines;
    }

    private static boolean isOf(String known, String digits) {
        return digits.length() >= MIN_DIGITS && (end(digits).equals(known) || known.endsWith(digits));
    }

    private static String digits(String text) {
        return text.codePoints()
                .filter(Character::isDigit)
                .map(digit -> Character.forDigit(Character.digit(digit, KNOWN_BY), KNOWN_BY))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String end(String digits) {
        return digits.substring(Math.max(0, digits.length() - KNOWN_BY));
    }
}
