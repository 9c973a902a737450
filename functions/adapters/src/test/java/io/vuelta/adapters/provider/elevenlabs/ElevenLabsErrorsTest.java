package io.vuelta.adapters.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.JsonBody;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table of ElevenLabs' responses to a request for a call. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ElevenLabsErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"success\":true,\"message\":\"\",\"conversation_id\":\"c1\",\"callSid\":\"CA1\"} | Taken[id=c1]",
                "200 | {\"success\":true,\"message\":\"\"}                            | Taken[id=]",
                "200 | {\"success\":false,\"message\":\"The number is not valid\"}    | CallRefused[code=ELEVENLABS_REFUSED]",
                "200 | {\"success\":false,\"message\":\"no\",\"conversation_id\":null} | CallRefused[code=ELEVENLABS_REFUSED]",
                "200 | {\"success\":false,\"message\":\"no\",\"conversation_id\":\"c1\"} | NotUnderstood[code=REFUSED_WITH_A_CONVERSATION]",
                "200 | {\"success\":false,\"message\":\"Max concurrent calls\"}       | Throttled[code=ELEVENLABS_CONCURRENCY_LIMIT_REACHED]",
                "200 | {\"success\":false,\"message\":\"Too many requests\"}          | Throttled[code=ELEVENLABS_CONCURRENCY_LIMIT_REACHED]",
                "200 | {\"success\":false,\"message\":\"Quota exceeded\"}             | LineRefused[code=ELEVENLABS_QUOTA_EXCEEDED]",
                "200 | {\"success\":false,\"message\":\"no credits are left\"}        | LineRefused[code=ELEVENLABS_QUOTA_EXCEEDED]",
                "200 | {}                                                             | NotUnderstood[code=ANSWER_NOT_UNDERSTOOD]",
                "429 | {\"detail\":{\"status\":\"too_many_concurrent_requests\"}}     | Throttled[code=ELEVENLABS_TOO_MANY_CONCURRENT_REQUESTS]",
                "429 | {\"detail\":{\"status\":\"system_busy\"}}                      | Throttled[code=ELEVENLABS_SYSTEM_BUSY]",
                "429 | {\"detail\":{\"status\":\"rate_limit_exceeded\"}}              | Throttled[code=ELEVENLABS_RATE_LIMIT_EXCEEDED]",
                "400 | {\"detail\":{\"status\":\"concurrent_limit_exceeded\"}}        | Throttled[code=ELEVENLABS_CONCURRENT_LIMIT_EXCEEDED]",
                "429 | {}                                                             | Throttled[code=RATE_LIMITED]",
                "401 | {\"detail\":{\"status\":\"quota_exceeded\"}}                   | LineRefused[code=ELEVENLABS_QUOTA_EXCEEDED]",
                "400 | {\"detail\":{\"status\":\"payment_issue\"}}                    | LineRefused[code=ELEVENLABS_PAYMENT_ISSUE]",
                "401 | {\"detail\":{\"status\":\"invalid_api_key\"}}                  | LineRefused[code=ELEVENLABS_INVALID_API_KEY]",
                "401 | {\"detail\":{\"status\":\"missing_permissions\"}}              | LineRefused[code=ELEVENLABS_MISSING_PERMISSIONS]",
                "404 | {\"detail\":{\"status\":\"agent_not_found\"}}                  | LineRefused[code=ELEVENLABS_AGENT_NOT_FOUND]",
                "402 | {}                                                             | LineRefused[code=ELEVENLABS_402]",
                "403 | {}                                                             | LineRefused[code=ELEVENLABS_403]",
                "400 | {\"detail\":{\"status\":\"invalid_phone_number\"}}             | CallRefused[code=ELEVENLABS_INVALID_PHONE_NUMBER]",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"to_number\"]}]}              | CallRefused[code=ELEVENLABS_422]",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"agent_id\"]}]}               | LineRefused[code=ELEVENLABS_422]",
                "408 | {}                                                             | NotUnderstood[code=ELEVENLABS_408]",
            })
    void an_error_answer_has_this_meaning(int status, String body, String meaning) {
        assertThat(new ElevenLabs().placing(status, JsonBody.answer(body))).hasToString(meaning);
    }
}
