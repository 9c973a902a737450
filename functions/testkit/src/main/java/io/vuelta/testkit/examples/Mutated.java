package io.vuelta.testkit.examples;

import java.util.Arrays;
import java.util.Random;

/** Bodies of requests with some changed bytes, and sometimes without their end. */
public final class Mutated {
    /** Characters with a meaning in JSON or in a form. */
    private static final String MARKS = "{}[]\",:\\&=%\0 19eE-+.n";

    private Mutated() {}

    public static byte[] of(byte[] body, Random random) {
        byte[] some = body.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            some[random.nextInt(some.length)] =
                    (byte) (random.nextBoolean() ? MARKS.charAt(random.nextInt(MARKS.length())) : random.nextInt(256));
        }
        return random.nextInt(6) == 0 ? Arrays.copyOf(some, random.nextInt(some.length)) : some;
    }
}
