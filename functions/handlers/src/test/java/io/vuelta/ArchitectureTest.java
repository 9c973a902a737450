package io.vuelta;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The structure of the deployed code; each rule states its reason. {@link SourcesTest} has the rules for all sources. */
@AnalyzeClasses(
        packages = {"io.vuelta.domain", "io.vuelta.adapters", "io.vuelta.handlers"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String DOMAIN = "io.vuelta.domain..";
    private static final String ADAPTERS = "io.vuelta.adapters..";
    private static final String HANDLERS = "io.vuelta.handlers..";
    private static final int MAX_HANDLER_LINES = 60;

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_SYSTEM_CLOCK =
            describe("the system clock is read", access -> {
                String type = access.getTargetOwner().getName();
                return switch (access.getTarget().getName()) {
                    case "now" -> type.startsWith("java.time.");
                    case "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes" ->
                        type.equals(Clock.class.getName()) || type.equals(InstantSource.class.getName());
                    case "currentTimeMillis" -> type.equals(System.class.getName());
                    default -> false;
                };
            });

    @ArchTest
    static final ArchRule the_domain_needs_only_the_jdk = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    DOMAIN,
                    "java.lang..",
                    "java.text",
                    "java.time..",
                    "java.util..",
                    "java.math",
                    "java.security",
                    "javax.crypto..",
                    "java.nio.charset",
                    "java.net",
                    "org.jspecify..")
            .because("rules that know no AWS, no file and no network can be proved without them");

    @ArchTest
    static final ArchRule the_domain_does_no_input_or_output = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.URL")
            .because("an address is a value there, never a connection");

    @ArchTest
    static final ArchRule the_domain_is_told_the_time_and_the_ids = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .accessTargetWhere(READS_THE_SYSTEM_CLOCK)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("a campaign must replay exactly from a seed and a clock that is set");

    @ArchTest
    static final ArchRule nothing_that_ships_needs_the_testkit = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vuelta.testkit..")
            .because("fakes and contracts are for tests, and functions.zip does not contain them");

    @ArchTest
    static final ArchRule packages_of_the_domain_have_no_cycles = slices().matching("io.vuelta.domain.(*)..")
            .should()
            .beFreeOfCycles()
            .because("packages of a cycle can only be understood, and changed, together");

    @ArchTest
    static final ArchRule adapters_do_not_know_each_other = slices().matching("io.vuelta.adapters.(*)..")
            .should()
            .notDependOnEachOther()
            .because("one AWS service can then be replaced without a change of the other adapters");

    @ArchTest
    static final ArchRule adapters_of_providers_share_only_their_http_and_what_platforms_have_in_common =
            slices().matching("io.vuelta.adapters.provider.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(alwaysTrue(), resideInAPackage("io.vuelta.adapters.provider.http.."))
                    .ignoreDependency(alwaysTrue(), resideInAPackage("io.vuelta.adapters.provider.platform.."))
                    .because("what one provider does differently must not leak into another");

    @ArchTest
    static final ArchRule resources_of_the_api_share_only_its_http = slices().matching("io.vuelta.handlers.api.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.vuelta.handlers.api.http.."))
            .because("a resource is read, and changed, without the others");

    @ArchTest
    static final ArchRule resources_of_the_api_know_only_the_domain = classes()
            .that()
            .resideInAPackage("io.vuelta.handlers.api.*..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    DOMAIN,
                    "io.vuelta.handlers.api.*..",
                    "java..",
                    "javax.crypto..",
                    "com.fasterxml.jackson..",
                    "com.amazonaws.services.lambda.runtime.events..",
                    "org.jspecify..")
            .because("they turn requests into calls of the domain, and nothing else");

    /** The whole file, from its package to its last brace. */
    @ArchTest
    static void a_handler_parses_its_event_calls_a_use_case_and_answers(JavaClasses all) {
        List<String> longer = all.stream()
                .filter(type ->
                        type.isTopLevelClass() && resideInAPackage(HANDLERS).test(type))
                .filter(type -> type.getSimpleName().endsWith("Handler"))
                .filter(type -> lines(type) > MAX_HANDLER_LINES)
                .map(type -> type.getName() + " has " + lines(type) + " lines")
                .toList();

        assertThat(longer)
                .as("a handler of more than " + MAX_HANDLER_LINES
                        + " lines does what belongs into a use case or a wiring")
                .isEmpty();
    }

    private static int lines(JavaClass type) {
        try {
            return Files.readAllLines(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"))
                    .size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ArchTest
    static final ArchRule answers_over_http_are_bounded_to_their_last_byte = noClasses()
            .should()
            .callMethod(HttpClient.class, "send", HttpRequest.class, HttpResponse.BodyHandler.class)
            .because("the JDK's time-out ends with the headers; BoundedExchange's does not");

    @ArchTest
    static final ArchRule adapters_do_not_know_handlers = noClasses()
            .that()
            .resideInAPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HANDLERS)
            .because("the ports that they implement are in the domain; how a function uses them is not their concern");

    @ArchTest
    static final ArchRule handlers_share_only_their_runtime = slices().matching("io.vuelta.handlers.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.vuelta.handlers.runtime.."))
            .because("a function is deployed, sized and given permissions for itself");

    @ArchTest
    static final ArchRule adapters_are_reached_only_through_ports = noClasses()
            .that()
            .resideInAPackage(HANDLERS)
            .and()
            .haveSimpleNameNotEndingWith("Handler")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .and()
            .doNotHaveFullyQualifiedName("io.vuelta.handlers.runtime.Stores")
            .and()
            .doNotHaveFullyQualifiedName("io.vuelta.handlers.runtime.StreamItems")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ADAPTERS)
            .because("only what puts a function together, or reads its event, knows what is behind a port");

    @ArchTest
    static final ArchRule only_settings_read_the_environment = noClasses()
            .that()
            .areNotAssignableTo(Settings.class)
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .because("what a function needs of template.yaml stands in one place");

    @ArchTest
    static final ArchRule only_the_wall_clock_asks_for_the_time = noClasses()
            .that()
            .areNotAssignableTo(WallClock.class)
            .should()
            .accessTargetWhere(READS_THE_SYSTEM_CLOCK)
            .because("a test or a simulation sets the time only of code that is given its clock");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .because("such an ending says nothing of what the type means, and anything may be added to it");

    @ArchTest
    static final ArchRule static_fields_are_final = fields().that()
            .areStatic()
            .should()
            .haveModifier(FINAL)
            .allowEmptyShould(true)
            .because("an execution environment is reused: a static variable would pass data between invocations");

    @ArchTest
    static final ArchRule nothing_prints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
            "operators find only JSON lines of LogLine by their fields, and alarms count only these");

    @ArchTest
    static final ArchRule exceptions_have_a_meaning = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.because(
            "a caller can only decide what to do about an error whose type says what it means");
}
