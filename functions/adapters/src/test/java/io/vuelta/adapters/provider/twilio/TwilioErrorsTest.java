package io.vuelta.adapters.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.twilio.TwilioErrors.Concerns;
import io.vuelta.domain.attempt.CallError;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of Twilio's codes, which hold with any HTTP status. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwilioErrorsTest {
    private static void isOf(Concerns concerns, int code) {
        for (int status : new int[] {400, 401, 402, 403, 404, 422, 429}) {
            assertThat(TwilioErrors.of(status, code)).as("%s %s", status, code).isEqualTo(concerns);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20429, 10004, 22005})
    void rate_limit_codes_concern_the_rate(int code) {
        isOf(Concerns.RATE, code);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                20003, 20403, 20006, 20008, 20404, 10001, 10002, 10005, 20005, 21210, 21212, 21213, 21218, 21203, 21215,
                13227, 32205, 21219, 573005, 21205, 21206, 21208, 21209, 21609, 21626
            })
    void account_and_line_codes_concern_the_line(int code) {
        isOf(Concerns.LINE, code);
    }

    @ParameterizedTest
    @ValueSource(ints = {21201, 21202, 21211, 21214, 21216, 21217, 21266, 13223, 13224, 13225, 13226})
    void number_codes_concern_the_call_and_are_final(int code) {
        isOf(Concerns.CALL, code);
        assertThat(CallError.of("TWILIO_" + code)).isEqualTo(CallError.NOT_IN_SERVICE);
    }

    @ParameterizedTest
    @CsvSource({"400, CALL", "401, LINE", "402, LINE", "403, LINE", "404, LINE", "409, CALL", "422, CALL", "429, RATE"})
    void an_unknown_code_is_judged_by_the_http_status(int status, Concerns concerns) {
        assertThat(TwilioErrors.of(status, 0)).isEqualTo(concerns);
        assertThat(TwilioErrors.of(status, 29_999)).isEqualTo(concerns);
        assertThat(CallError.of("TWILIO_29999")).isEqualTo(CallError.TECHNICAL);
    }
}
