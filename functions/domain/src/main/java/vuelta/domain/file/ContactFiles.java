package vuelta.domain.file;

import java.util.function.ToIntFunction;

/** Opens uploaded files. */
public interface ContactFiles {
    /**
     * Reads a file as a stream.
     *
     * @param key in the bucket
     * @param reader is given the table once, and its rows while the file is open
     * @return what the reader returned
     * @throws UnusableFile if it is not delimited text
     */
    int read(String key, ToIntFunction<Table> reader);
}
