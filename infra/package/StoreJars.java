import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes functions.zip anew, with jars whose entries are stored, not compressed: the zip compresses them then as a whole,
 * across their classes, to two thirds of the size, and a function reads classes without inflating them a second time. The
 * same jars always give the same bytes.
 *
 * <p>{@code java infra/package/StoreJars.java functions/handlers/target/functions.zip list} prints what each jar has of the
 * zip, too.
 */
final class StoreJars {
    /** Of every entry: the first instant that a zip can have, in local time without a zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Of no use when a function runs. */
    private static final String BUILD_DATA = "META-INF/maven/";

    private StoreJars() {}

    public static void main(String[] arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        boolean lists = arguments.length > 1;
        Path next = zip.resolveSibling(zip.getFileName() + ".next");
        Map<String, byte[]> entries = read(Files.readAllBytes(zip));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(next))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                boolean jar = entry.getKey().endsWith(".jar");
                ZipEntry written = entry(entry.getKey());
                out.putNextEntry(written);
                out.write(jar ? stored(read(entry.getValue())) : entry.getValue());
                out.closeEntry();
                if (lists) {
                    System.out.printf("%9d  %s%n", written.getCompressedSize(), entry.getKey());
                }
            }
        }
        Files.move(next, zip, StandardCopyOption.REPLACE_EXISTING);
        if (lists) {
            System.out.printf("%9d  in all%n", Files.size(zip));
        }
    }

    /** By name; folders are left out. Of two entries of one name the first counts, as a class loader takes it. */
    private static Map<String, byte[]> read(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory() && !entry.getName().startsWith(BUILD_DATA)) {
                    entries.putIfAbsent(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static byte[] stored(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            out.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                ZipEntry written = entry(entry.getKey());
                written.setSize(entry.getValue().length);
                written.setCrc(crc.getValue());
                out.putNextEntry(written);
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
