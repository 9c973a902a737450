package io.vuelta.cloud.objects;

import io.vuelta.cloud.template.BucketModel;
import io.vuelta.cloud.template.LocalAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Simulates S3: the template's buckets as directories, and notifications to queues of new objects. With a directory,
 * the notification of an object that was stored before a crash is sent at the next start, if it was not sent before.
 */
public final class ObjectServer implements AutoCloseable {
    /** Receives the notification; when the method returns, the notification is durable. */
    public interface Notified {
        void send(String queueArn, String event);
    }

    private static final Logger LOG = System.getLogger(ObjectServer.class.getName());

    private final Map<String, BucketModel> buckets;
    private final Notified notified;
    private final InstantSource clock;
    private final Path directory;
    private final boolean temporary;
    private final BlobStore store;
    private final NotifyingObjects notifiedObjects;
    private final S3Proxy proxy;

    private ObjectServer(
            int port, List<BucketModel> buckets, Notified notified, InstantSource clock, @Nullable Path directory)
            throws IOException, URISyntaxException {
        this.buckets = buckets.stream().collect(Collectors.toMap(BucketModel::name, Function.identity()));
        this.notified = notified;
        this.clock = clock;
        this.temporary = directory == null;
        this.directory = directory == null ? Files.createTempDirectory("local-objects") : directory;
        Path objects = Files.createDirectories(this.directory.resolve("objects"));
        this.store = new FilesystemNio2BlobStore(objects.toString());
        this.notifiedObjects = NotifyingObjects.open(temporary ? null : this.directory.resolve("objects-notified"));
        var properties = new Properties();
        properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        properties.setProperty("s3proxy.identity", LocalAccount.ACCESS_KEY_ID);
        properties.setProperty("s3proxy.credential", LocalAccount.SECRET_ACCESS_KEY);
        properties.setProperty("s3proxy.cors-allow-all", "true");
        this.proxy = S3Proxy.Builder.fromProperties(properties)
                .blobStore(new NotifyingBlobStore(store, this::created))
                .build();
    }

    /**
     * Starts the server and sends the missing notifications of stored objects.
     *
     * @param directory for the objects; null for a temporary one, which is deleted at the end
     */
    public static ObjectServer start(
            List<BucketModel> buckets, Notified notified, InstantSource clock, @Nullable Path directory) {
        try {
            var server = new ObjectServer(0, buckets, notified, clock, directory);
            for (BucketModel bucket : buckets) {
                if (!server.store.containerExists(bucket.name())) {
                    server.store.createContainer(bucket.name());
                }
            }
            server.sendMissedNotifications();
            server.proxy.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The buckets' directory cannot be used", e);
        } catch (Exception e) {
            throw new IllegalStateException("The local S3 cannot start", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    private void created(String eventName, String bucket, String key) {
        BucketModel model = buckets.get(bucket);
        if (model == null || model.notifications().isEmpty()) {
            return;
        }
        find(bucket, key).ifPresent(object -> sendNotifications(model, eventName, object));
    }

    private void sendNotifications(BucketModel bucket, String eventName, StoredObject object) {
        for (var notification : bucket.notifications()) {
            if (notification.isAbout(eventName, object.key())) {
                notified.send(notification.queueArn(), ObjectEvent.of(eventName, object, clock.instant()));
            }
        }
        notifiedObjects.add(object);
    }

    private Optional<StoredObject> find(String bucket, String key) {
        HeadObjectResponse head = store.blobMetadataIfPresent(bucket, key);
        return Optional.ofNullable(head)
                .map(found -> new StoredObject(
                        bucket,
                        key,
                        StoredObject.unquoted(Optional.ofNullable(found.eTag()).orElse("")),
                        Optional.ofNullable(found.contentLength()).orElse(0L),
                        found.lastModified()));
    }

    private void sendMissedNotifications() {
        var present = new ArrayList<StoredObject>();
        var missed = new ArrayList<StoredObject>();
        for (BucketModel bucket : buckets.values()) {
            if (!bucket.notifications().isEmpty()) {
                for (String key : keys(bucket.name())) {
                    find(bucket.name(), key)
                            .ifPresent(object -> (notifiedObjects.contains(object) ? present : missed).add(object));
                }
            }
        }
        notifiedObjects.keepOnly(present);
        for (StoredObject object : missed) {
            LOG.log(
                    Level.INFO,
                    "Object {0} of {1} was stored, but its notification was not sent",
                    object.key(),
                    object.bucket());
            sendNotifications(
                    java.util.Objects.requireNonNull(buckets.get(object.bucket())), "ObjectCreated:Put", object);
        }
    }

    private List<String> keys(String bucket) {
        var keys = new ArrayList<String>();
        @Nullable String token = null;
        do {
            ListObjectsV2Response page = store.list(ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .continuationToken(token)
                    .build());
            page.contents().forEach(object -> keys.add(object.key()));
            token = page.nextContinuationToken();
        } while (token != null);
        return keys;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
            store.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The local S3 did not stop cleanly", e);
        }
        if (temporary) {
            deleteDirectory();
        }
    }

    private void deleteDirectory() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The temporary directory " + directory + " could not be deleted", e);
        }
    }
}
