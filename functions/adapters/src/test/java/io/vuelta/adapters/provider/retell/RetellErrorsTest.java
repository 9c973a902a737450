package io.vuelta.adapters.provider.retell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.platform.Platform.PlatformPlacement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table of Retell's responses to a request for a call. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetellErrorsTest {
    private static PlatformPlacement of(int status, String body) {
        return new Retell().placing(status, JsonBody.answer(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "201 | {\"call_id\":\"c1\",\"call_status\":\"registered\"}                     | Taken[id=c1]",
                "201 | {\"call_status\":\"registered\"}                                        | Taken[id=]",
                "400 | {\"status\":\"error\",\"message\":\"to_number is not a valid number\"}  | CallRefused[code=RETELL_400]",
                "422 | {\"status\":\"error\",\"message\":\"to_number must be E.164\"}          | CallRefused[code=RETELL_422]",
                "400 | {\"error_message\":\"From_number is not owned\"}                        | LineRefused[code=RETELL_400]",
                "422 | {\"status\":\"error\",\"message\":\"override_agent_id is unknown\"}     | LineRefused[code=RETELL_422]",
                "400 | {\"message\":\"no outbound agent is set for this from number\"}         | LineRefused[code=RETELL_400]",
                "401 | {\"status\":\"error\",\"message\":\"Invalid API Key\"}                  | LineRefused[code=RETELL_401]",
                "402 | {\"status\":\"error\",\"message\":\"Trial has ended\"}                  | LineRefused[code=RETELL_402]",
                "403 | {}                                                                      | LineRefused[code=RETELL_403]",
                "404 | {\"message\":\"Cannot find requested asset under given api key.\"}      | LineRefused[code=RETELL_404]",
                "405 | {}                                                                      | LineRefused[code=RETELL_405]",
                "408 | {}                                                                      | NotUnderstood[code=RETELL_408]",
                "409 | {}                                                                      | CallRefused[code=RETELL_409]",
                "429 | {\"message\":\"Account rate limited, please throttle your requests.\"}  | Throttled[code=RATE_LIMITED]",
            })
    void an_error_answer_has_this_meaning(int status, String body, String meaning) {
        assertThat(of(status, body)).hasToString(meaning);
    }
}
