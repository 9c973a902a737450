package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An attempt whose last reads took a long time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlowReadsTest {
    private final World world = new World(Examples.with()).load(1);

    @Test
    void checks_before_a_slow_read_are_repeated_after_it() {
        Command.Begin command = world.tick().getFirst();
        world.clock.until(command.notBefore());
        world.store.faults(new Faults() {
            private boolean written;

            @Override
            public void before(String operation) {
                if (operation.equals("contacts.begin")) {
                    written = true;
                    world.clock.advance(Duration.ofSeconds(1));
                } else if (written && operation.equals("campaigns.find")) {
                    written = false;
                    world.clock.advance(Duration.ofSeconds(30));
                }
            }
        });

        world.begin(command);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(World.who(command)).waits()).isTrue();
    }
}
