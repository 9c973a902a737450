package vuelta.domain;

import org.junit.jupiter.api.Test;

class XTest {
    @Test
    void x() {}
}
