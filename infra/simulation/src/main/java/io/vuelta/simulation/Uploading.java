package io.vuelta.simulation;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.file.ContactFiles;
import io.vuelta.domain.file.Table;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.upload.Uploads;
import io.vuelta.testkit.examples.Examples;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Contact files, as tables in a bucket in memory. */
final class Uploading implements ContactFiles, NumberReader {
    private static final List<IfDuplicate> IN_TURN = List.copyOf(EnumSet.allOf(IfDuplicate.class));

    private static final String UNREADABLE = "4.479E+11";

    private final Uploads uploads;
    private final SimulatedQueue notifications;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final InstantSource clock;
    private final Map<String, List<Table.Cells>> files = new HashMap<>();
    private final Map<UploadId, String> sent = new LinkedHashMap<>();

    Uploading(
            Uploads uploads, SimulatedQueue notifications, Chaos chaos, SimulationRandom random, InstantSource clock) {
        this.uploads = uploads;
        this.notifications = notifications;
        this.chaos = chaos;
        this.random = random;
        this.clock = clock;
    }

    /** A file with people, some of them already in the campaign or twice in the file, and with bad rows. */
    UploadId file(CampaignId campaign, int rows, int people) {
        UploadId id = new UploadId(campaign, "u" + files.size());
        List<Table.Cells> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String number = random.once(12)
                    ? UNREADABLE
                    : Examples.number(random.below(people + rows)).e164();
            cells.add(new Table.Cells(2 + i, List.of(number, "Person", "Owes " + i)));
        }
        files.put(key(id), cells);
        return id;
    }

    private static String key(UploadId id) {
        return "uploads/" + id.campaign() + "/" + id.value();
    }

    /**
     * Announces the file and puts it into the bucket, which sends its notification. Can be repeated until it succeeds.
     */
    void send(UploadId id) {
        // The files in turn overwrite known contacts, leave them unchanged, or try them again.
        IfDuplicate ifDuplicate = IN_TURN.get(Math.floorMod(id.value().hashCode(), IN_TURN.size()));
        uploads.create(Upload.waiting(id, "contacts.csv", 1_000, key(id), null, ifDuplicate, clock.instant()));
        sent.put(id, key(id));
        notifications.send("{\"Records\":[{\"s3\":{\"object\":{\"key\":\"" + key(id) + "\"}}}]}", null);
    }

    @Override
    public <T> T read(String key, Function<Table, T> reader) {
        chaos.before("files.read");
        T read = reader.apply(new Table(
                List.of("contact", "name", "context"),
                files.getOrDefault(key, List.of()).iterator()));
        chaos.after("files.read");
        return read;
    }

    @Override
    public Reading read(String raw, String region) {
        return raw.equals(UNREADABLE)
                ? new Reading.Unreadable("INVALID_PHONE_NUMBER")
                : new Reading.Plain(new PhoneNumber(raw));
    }

    Set<UploadId> sent() {
        return sent.keySet();
    }

    int rows(UploadId id) {
        return files.getOrDefault(key(id), List.of()).size();
    }

    /** The people that the file can load. */
    Stream<PhoneNumber> people(UploadId id) {
        return files.getOrDefault(key(id), List.of()).stream()
                .map(cells -> cells.values().getFirst())
                .filter(number -> !number.equals(UNREADABLE))
                .map(PhoneNumber::new);
    }
}
