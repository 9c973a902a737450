package io.vuelta.adapters.provider.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.JsonBody;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table of Vapi's responses to a request for a call. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VapiErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "201 | {\"id\":\"c1\",\"status\":\"queued\"}                      | Taken[id=c1]",
                "201 | {\"results\":[]}                                           | Taken[id=]",
                "400 | {\"message\":[\"customer.number must be E.164\"]}          | CallRefused[code=VAPI_400]",
                "400 | {\"message\":\"assistantId must be a UUID\"}               | LineRefused[code=VAPI_400]",
                "400 | {\"message\":[\"phoneNumberId does not exist\"]}           | LineRefused[code=VAPI_400]",
                "400 | {\"message\":\"Couldn't get credential\"}                  | LineRefused[code=VAPI_400]",
                "400 | {\"message\":\"Wallet balance is too low\"}                | LineRefused[code=VAPI_400]",
                "400 | {\"message\":\"not enough credits\"}                       | LineRefused[code=VAPI_400]",
                "400 | {\"message\":\"Daily outbound call limit was reached\"}    | LineRefused[code=VAPI_400]",
                "400 | {\"message\":\"Over Concurrency Limit\"}                   | Throttled[code=VAPI_CONCURRENCY_LIMIT_REACHED]",
                "403 | {\"message\":\"Concurrency limit\"}                        | Throttled[code=VAPI_CONCURRENCY_LIMIT_REACHED]",
                "401 | {\"message\":\"Invalid Key\"}                              | LineRefused[code=VAPI_401]",
                "402 | {}                                                         | LineRefused[code=VAPI_402]",
                "403 | {}                                                         | LineRefused[code=VAPI_403]",
                "404 | {}                                                         | LineRefused[code=VAPI_404]",
                "408 | {\"message\":\"concurrency\"}                              | NotUnderstood[code=VAPI_408]",
                "422 | {}                                                         | CallRefused[code=VAPI_422]",
                "429 | {}                                                         | Throttled[code=RATE_LIMITED]",
            })
    void an_error_answer_has_this_meaning(int status, String body, String meaning) {
        assertThat(new Vapi().placing(status, JsonBody.answer(body))).hasToString(meaning);
    }
}
