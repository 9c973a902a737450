package vuelta.domain.walk;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole campaign ends, with everybody in a final status and nothing exceeded on the way, whatever is late, doubled,
 * cut off or lost. A seed that fails is replayed by naming it: {@code -Dwalk.first=SEED -Dwalk.seeds=1}; a long run is
 * {@code -Dwalk.seeds=100000}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CampaignWalkTest {
    static LongStream seeds() {
        long first = Long.getLong("walk.first", 1);
        return LongStream.range(first, first + Long.getLong("walk.seeds", 200));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_campaign_ends_and_nothing_is_exceeded(long seed) {
        new Walk(seed).run();
    }
}
