package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.LinePace.Block;
import io.vuelta.providers.twilio.TwilioSimulator;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effect of each Twilio error on the contact, the line and the campaign. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class TwilioErrorsTest {
    private static final String NUMBER = "+525555559001";
    private static final Instant NOW = Examples.MONDAY;

    private static TwilioCampaign campaign(Map<String, String> secret) throws Exception {
        return new TwilioCampaign(new VirtualTime(NOW), 1, false, secret, NUMBER);
    }

    private static TwilioCampaign after(String fault) throws Exception {
        TwilioCampaign campaign = campaign(Map.of());
        campaign.order(fault.replace('\'', '"'));
        campaign.tick();
        return campaign;
    }

    /** Checks that nothing was placed, for a reason that does not concern the contact. */
    private static void isPutOff(TwilioCampaign campaign, String reason, int seconds) {
        Contact contact = campaign.contact(NUMBER);
        assertThat(campaign.call(NUMBER).status()).isEqualTo(CallStatus.FAILED);
        assertThat(campaign.call(NUMBER).state().error()).isEqualTo(reason);
        assertThat(contact.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact.due()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(contact.tally().retries()).isZero();
        assertThat(contact.tally().failedRetries()).isZero();
        assertThat(campaign.simulator.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'status':429,'code':20429,'retry_after':7}      | RATE_LIMITED | 7",
                "{'status':429,'code':20429}                      | RATE_LIMITED | 2",
                "{'status':429,'code':20429,'retry_after':'soon'} | RATE_LIMITED | 2",
                "{'status':429,'code':20429,'retry_after':86400}  | RATE_LIMITED | 2",
                "{'status':429,'body':'slow down'}                | RATE_LIMITED | 2",
                "{'status':400,'code':10004}                      | TWILIO_10004 | 2",
                "{'status':400,'code':22005}                      | TWILIO_22005 | 2",
            })
    void throttling_pauses_the_line_and_uses_no_attempt_of_the_contact(String fault, String reason, int seconds)
            throws Exception {
        try (TwilioCampaign campaign = after(fault)) {
            isPutOff(campaign, reason, seconds);
            assertThat(campaign.line().block()).isEqualTo(Block.RATE);
            assertThat(campaign.line().blockedUntil()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'status':401,'code':20003} | TWILIO_20003",
                "{'status':403,'code':20003} | TWILIO_20003",
                "{'status':401}              | TWILIO_401",
                "{'status':403,'body':'no'}  | TWILIO_403",
                "{'status':404,'code':20404} | TWILIO_20404",
                "{'status':404,'body':'no'}  | TWILIO_404",
                "{'status':400,'code':21210} | TWILIO_21210",
                "{'status':400,'code':21212} | TWILIO_21212",
                "{'status':400,'code':21215} | TWILIO_21215",
                "{'status':400,'code':21219} | TWILIO_21219",
                "{'status':400,'code':10001} | TWILIO_10001",
                "{'status':400,'code':20005} | TWILIO_20005",
                "{'status':400,'code':32205} | TWILIO_32205",
                "{'status':402}              | TWILIO_402",
            })
    void out_of_order_the_campaign_pauses_itself_and_says_why(String fault, String reason) throws Exception {
        try (TwilioCampaign campaign = after(fault)) {
            isPutOff(campaign, reason, 30);
            assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
            AutoPause why = Objects.requireNonNull(campaign.campaign().state().autoPause());
            assertThat(why.reason()).isEqualTo(reason);
            assertThat(campaign.line().blocked(NOW)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'status':400,'code':29999} | TWILIO_29999",
                "{'status':400,'body':'no'}  | TWILIO_400",
                "{'status':422}              | TWILIO_422",
            })
    void a_permanent_refusal_is_a_technical_failure_of_one_contact(String fault, String reason) throws Exception {
        try (TwilioCampaign campaign = after(fault)) {
            Contact contact = campaign.contact(NUMBER);
            assertThat(campaign.call(NUMBER).state().error()).isEqualTo(reason);
            assertThat(contact.status()).isEqualTo(ContactStatus.QUEUE);
            assertThat(contact.tally().failedRetries()).isEqualTo(1);
            assertThat(contact.due()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
            assertThat(campaign.line().blocked(NOW)).isEmpty();
            assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
            assertThat(campaign.simulator.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"21211", "21217", "13224"})
    void an_uncallable_number_fails_permanently_and_is_not_a_technical_failure(int code) throws Exception {
        try (TwilioCampaign campaign = after("{'status':400,'code':" + code + "}")) {
            Contact contact = campaign.contact(NUMBER);
            assertThat(campaign.call(NUMBER).state().error()).isEqualTo("TWILIO_" + code);
            assertThat(contact.status()).isEqualTo(ContactStatus.FAILED);
            assertThat(contact.tally().failedRetries()).isZero();
            assertThat(campaign.line().blocked(NOW)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'status':500,'code':20500}               | HTTP_500              | 0",
                "{'status':500,'code':20500,'acts':true}   | HTTP_500              | 1",
                "{'status':503,'body':'<html>','acts':true}| HTTP_503              | 1",
                "{'status':302,'body':''}                  | HTTP_302              | 0",
                "{'status':201,'body':'<html>'}            | ANSWER_NOT_UNDERSTOOD | 0",
                "{'status':201,'body':'{}','acts':true}    | ANSWER_NOT_UNDERSTOOD | 1",
                "{'status':200,'body':''}                  | ANSWER_NOT_UNDERSTOOD | 0",
                "{'cut':true}                              | CONNECTION_LOST       | 0",
                "{'cut':true,'acts':true}                  | CONNECTION_LOST       | 1",
                "{'status':201,'delay_ms':4000}            | TIMEOUT               | 0",
                "{'delay_ms':4000,'acts':true}             | TIMEOUT               | 1",
            })
    void what_tells_nothing_may_have_been_placed_and_is_asked_after_never_repeated(
            String fault, String reason, int placed) throws Exception {
        try (TwilioCampaign campaign = after(fault)) {
            assertThat(campaign.call(NUMBER).status()).isEqualTo(CallStatus.UNKNOWN);
            assertThat(campaign.call(NUMBER).eventTimes()).containsKey(reason);
            assertThat(campaign.contact(NUMBER).status()).isEqualTo(ContactStatus.SENDING);
            campaign.tick();

            assertThat(campaign.simulator.calls()).hasSize(placed);
            assertThat(campaign.line().blocked(NOW)).isEmpty();
            assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "base_url,       http://127.0.0.1:1, PROVIDER_UNREACHABLE",
        "base_url,       nowhere,            LINE_SECRET",
        "account_sid,    '',                 LINE_SECRET",
        "auth_token,     '',                 LINE_SECRET",
        "api_key_sid,    SK1,                LINE_SECRET",
        "api_key_secret, secret,             LINE_SECRET",
    })
    void a_wrong_address_or_an_unusable_secret_of_a_line_pauses_the_line(String field, String value, String reason)
            throws Exception {
        try (TwilioCampaign campaign = campaign(Map.of(field, value))) {
            campaign.tick();

            isPutOff(campaign, reason, 30);
            assertThat(campaign.line().block()).isEqualTo(Block.ERROR);
            assertThat(campaign.line().blockedUntil()).isEqualTo(NOW.plusSeconds(30));
            assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({"local-api-key-secret, QUEUED", "another, FAILED"})
    void requests_use_the_api_key_if_the_secret_has_one(String secret, CallStatus status) throws Exception {
        Map<String, String> key = Map.of("api_key_sid", TwilioSimulator.API_KEY_SID, "api_key_secret", secret);
        try (TwilioCampaign campaign = campaign(key)) {
            campaign.tick();

            assertThat(campaign.call(NUMBER).status()).isEqualTo(status);
            assertThat(campaign.simulator.calls()).hasSize(status == CallStatus.QUEUED ? 1 : 0);
        }
    }
}
