package io.vuelta.providers.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewCallRulesTest {

    private static final String GOOD = "To=%2B12025550123&From=%2B12025550000&Url=https%3A%2F%2Fa.example%2Fv";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        21201 | From=%2B12025550000&Url=https://a.example
        21201 | To=&From=%2B12025550000&Url=https://a.example
        21211 | To=12025550123&From=%2B12025550000&Url=https://a.example
        21211 | To=%2B123456&From=%2B12025550000&Url=https://a.example
        21211 | To=%2B1234567890123456&From=%2B12025550000&Url=https://a.example
        21211 | To=%2B02025550123&From=%2B12025550000&Url=https://a.example
        21213 | To=%2B12025550123&Url=https://a.example
        21212 | To=%2B12025550123&From=me&Url=https://a.example
        21205 | To=%2B12025550123&From=%2B12025550000
        21205 | To=%2B12025550123&From=%2B12025550000&Url=/relative
        21205 | To=%2B12025550123&From=%2B12025550000&Url=ftp://a.example
        21218 | To=%2B12025550123&From=%2B12025550000&ApplicationSid=AP12
        """)
    void a_call_without_what_it_needs_is_refused_with_twilios_code(int code, String form) {
        assertThat(NewCallRules.firstBroken(Form.parse(form))).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.status()).isEqualTo(400);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "21208, Timeout=-1",
        "21208, Timeout=601",
        "21208, Timeout=soon",
        "20001, TimeLimit=0",
        "20001, TimeLimit=1.5",
        "21209, Method=PUT",
        "21209, StatusCallbackMethod=post",
        "21205, FallbackUrl=x",
        "21206, SendDigits=xyz",
        "21609, StatusCallback=/relative",
        "21626, StatusCallbackEvent=answered&StatusCallbackEvent=done",
        "21626, StatusCallbackEvent=amd",
        "20001, MachineDetection=enable",
        "20001, MachineDetectionTimeout=2",
        "20001, AsyncAmd=yes",
        "20001, AsyncAmdStatusCallback=/relative",
        "20001, Record=1",
        "20001, RecordingStatusCallback=nowhere",
        "20001, RecordingStatusCallbackEvent=done",
        "20001, RecordingStatusCallbackEvent=completed&RecordingStatusCallbackEvent=done",
        "21209, RecordingStatusCallbackMethod=PUT",
        "20001, RecordingChannels=both",
        "20001, RecordingTrack=mono",
    })
    void a_malformed_option_is_refused_with_twilios_code(int code, String option) {
        assertThat(NewCallRules.firstBroken(Form.parse(GOOD + "&" + option)))
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timeout=0",
                "Timeout=600",
                "TimeLimit=1",
                "Timeout=",
                "StatusCallbackEvent=initiated&StatusCallbackEvent=completed",
                "MachineDetection=DetectMessageEnd&AsyncAmd=true&AsyncAmdStatusCallback=http://127.0.0.1:8080/amd",
                "Record=true&RecordingStatusCallback=https://a.example/r&RecordingStatusCallbackEvent=in-progress+completed",
                "Record=false&RecordingStatusCallbackEvent=absent&RecordingTrack=inbound&RecordingChannels=dual",
                "SomethingNew=whatever",
            })
    void a_well_formed_option_and_an_unknown_one_are_accepted(String option) {
        assertThat(NewCallRules.firstBroken(Form.parse(GOOD + "&" + option))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3999, true", "4000, true", "4001, false"})
    void twiml_has_at_most_4000_characters(int length, boolean accepted) {
        Form form = Form.parse("To=%2B12025550123&From=%2B12025550000").with("Twiml", "x".repeat(length));

        assertThat(NewCallRules.firstBroken(form).isEmpty()).isEqualTo(accepted);
    }
}
