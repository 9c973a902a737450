package io.vuelta.simulation;

import java.io.IOException;
import java.io.InputStream;

/** Reads compiled class files. */
final class Classes {
    private Classes() {}

    static byte[] read(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream bytes = Classes.class.getClassLoader().getResourceAsStream(file)) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
