package io.vuelta.testkit.examples;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.AttemptHours;
import io.vuelta.domain.campaign.AttemptLimits;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.campaign.NumberRegion;
import io.vuelta.domain.campaign.OnMachine;
import io.vuelta.domain.campaign.Retention;
import io.vuelta.domain.campaign.RetryRule;
import io.vuelta.domain.campaign.RunPeriod;
import io.vuelta.domain.campaign.RunState;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallLimits;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values for tests. */
public final class Examples {
    /** A Monday, 9:00 in Mexico City. */
    public static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");

    public static final ZoneId MEXICO_CITY = ZoneId.of("America/Mexico_City");
    public static final AgentId AGENT = new AgentId("5e0d2f0a-8f0e-4a52-9a63-0f8b0f1f6a01");

    /** The default limits of calls. */
    public static final CallLimits LIMITS = new CallLimits(30, 900, MachineDetection.FAST, OnMachine.CONTINUE, null);

    private Examples() {}

    public static Agent agent() {
        return new Agent(AGENT, "Inés", List.of("vip", "callback"), List.of("email"), List.of("female_voice"), MONDAY);
    }

    /** An approved template with only these parameters. */
    public static MessageTemplate template(String name, String language, List<String> body) {
        return new MessageTemplate(name, language, "APPROVED", null, List.of(), false, body, List.of(), List.of());
    }

    /** A line with ten attempts a second. */
    public static Line line(LineId id) {
        return line(id, "10");
    }

    public static Line line(LineId id, String ratePerSecond) {
        return line(id, Channel.PHONE_CALL, ratePerSecond);
    }

    /** A line with ten attempts a second. */
    public static Line line(LineId id, Channel channel) {
        return line(id, channel, "10");
    }

    public static Line line(LineId id, Channel channel, String ratePerSecond) {
        return new Line(
                id,
                AGENT,
                channel == Channel.WHATSAPP ? Provider.WHATSAPP : Provider.TWILIO,
                new PhoneNumber("+525550000000"),
                new BigDecimal(ratePerSecond),
                "secret/" + id,
                null,
                MONDAY);
    }

    /** A line of a provider, with one attempt a second. */
    public static Line lineOf(Provider provider, LineId id, String secret, @Nullable String voiceUrl) {
        return new Line(
                id, AGENT, provider, new PhoneNumber("+525588887777"), BigDecimal.ONE, secret, voiceUrl, MONDAY);
    }

    /** Settings with one attempt at a time, one retry after half an hour, at any time, without limits. */
    public static CampaignSettings settings() {
        return new SettingsBuilder().build();
    }

    public static SettingsBuilder with() {
        return new SettingsBuilder();
    }

    /** A campaign that is not stored yet (version 0). */
    public static Campaign campaign(CampaignId id, LineId line, CampaignStatus status, CampaignSettings settings) {
        return new Campaign(
                id,
                AGENT,
                line,
                settings,
                new RunState(status, false, false, status == CampaignStatus.ACTIVE ? MONDAY : null, null),
                status == CampaignStatus.ACTIVE ? new Cycle(0, MONDAY, null, null, 0) : Cycle.FIRST,
                null,
                0,
                0,
                MONDAY,
                Retention.NONE,
                0);
    }

    public static PhoneNumber number(int n) {
        return new PhoneNumber("+5255%08d".formatted(n));
    }

    /** A contact that is not stored yet, waiting for its first attempt. */
    public static Contact contact(CampaignId campaign, int n) {
        PhoneNumber number = number(n);
        ContactData data = new ContactData("id-" + n, "Person " + n, "Owes " + n, "", "", Map.of("city", "Puebla"));
        return Contact.loaded(ContactId.of(campaign, number), number, data, "examples/0/" + (n + 1), MONDAY);
    }

    /** The call of a request, before the provider has answered. */
    public static Call callOf(CallRequest request, Instant created) {
        return Call.created(
                request.attempt(),
                request.line().id(),
                request.contact().number(),
                "Ana",
                true,
                "mark",
                new Place(1, 0),
                created);
    }

    /** Builds settings that differ from those of {@link #settings()}. */
    public static final class SettingsBuilder {
        private int retries = 1;
        private ZoneId zone = MEXICO_CITY;
        private @Nullable Integer messageLimit;
        private MessageContent opening = new MessageContent.FirstMessage(null);
        private WeeklySchedule window = WeeklySchedule.ALWAYS;
        private boolean contactZones;
        private int concurrency = 1;
        private Duration retryDelay = CampaignSettings.DEFAULT_RETRY_DELAY;
        private Duration throttle = Duration.ZERO;
        private @Nullable Instant startAt;
        private @Nullable Instant endAt;
        private @Nullable Duration expires;
        private @Nullable Cycles cycles;
        private Breaker breaker = Breaker.DEFAULT;
        private @Nullable Money budget;
        private boolean alwaysOn;

        public SettingsBuilder budget(@Nullable Money most) {
            budget = most;
            return this;
        }

        public SettingsBuilder alwaysOn() {
            alwaysOn = true;
            return this;
        }

        public SettingsBuilder retries(int most) {
            retries = most;
            return this;
        }

        public SettingsBuilder zone(ZoneId of) {
            zone = of;
            return this;
        }

        public SettingsBuilder messageLimit(int perDay) {
            messageLimit = perDay;
            return this;
        }

        public SettingsBuilder firstMessage(String text) {
            return opening(new MessageContent.FirstMessage(text));
        }

        /** A WhatsApp campaign. */
        public SettingsBuilder template(String name, @Nullable String alternative) {
            return opening(
                    new MessageContent.Template(name, alternative, MessageContent.Template.DEFAULT_LANGUAGE, null));
        }

        public SettingsBuilder opening(MessageContent as) {
            opening = as;
            return this;
        }

        /** The same hours on every day, such as 09:00 and 10:00. */
        public SettingsBuilder daily(String from, String until) {
            DayHours hours = DayHours.of(from, until);
            return window(new WeeklySchedule(
                    Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), _ -> hours))));
        }

        public SettingsBuilder window(WeeklySchedule open) {
            window = open;
            return this;
        }

        public SettingsBuilder contactZones(boolean too) {
            contactZones = too;
            return this;
        }

        public SettingsBuilder concurrency(int most) {
            concurrency = most;
            return this;
        }

        public SettingsBuilder retryDelay(Duration wait) {
            retryDelay = wait;
            return this;
        }

        public SettingsBuilder throttle(Duration between) {
            throttle = between;
            return this;
        }

        public SettingsBuilder startAt(@Nullable Instant at) {
            startAt = at;
            return this;
        }

        public SettingsBuilder endAt(@Nullable Instant at) {
            endAt = at;
            return this;
        }

        public SettingsBuilder expires(@Nullable Duration after) {
            expires = after;
            return this;
        }

        public SettingsBuilder cycles(@Nullable Cycles rounds) {
            cycles = rounds;
            return this;
        }

        public SettingsBuilder breaker(Breaker trips) {
            breaker = trips;
            return this;
        }

        public CampaignSettings build() {
            return new CampaignSettings(
                    "March campaign",
                    "",
                    new AttemptHours(zone, window, contactZones),
                    new RetryRule(retries, retryDelay),
                    new AttemptLimits(messageLimit, concurrency, throttle),
                    opening,
                    new RunPeriod(startAt, endAt, alwaysOn),
                    expires,
                    cycles,
                    breaker,
                    budget,
                    NumberRegion.ofCustomer("MX"));
        }
    }
}
