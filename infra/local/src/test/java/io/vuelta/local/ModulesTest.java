package io.vuelta.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The permitted dependencies of infra's modules on each other and on the functions. */
@AnalyzeClasses(packages = "io.vuelta", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    private static final String SERVER = "io.vuelta.server..";
    private static final String CLOUD = "io.vuelta.cloud..";
    private static final String PROVIDERS = "io.vuelta.providers..";
    private static final String LOCAL = "io.vuelta.local..";
    private static final String[] FUNCTIONS = {"io.vuelta.domain..", "io.vuelta.adapters..", "io.vuelta.handlers.."};

    @ArchTest
    static final ArchRule the_cloud_does_not_know_the_functions_that_it_runs = noClasses()
            .that()
            .resideInAPackage(CLOUD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FUNCTIONS)
            .because("it runs what a template names, so that template.yaml alone says what exists");

    @ArchTest
    static final ArchRule the_simulators_do_not_know_the_functions_that_call_them = noClasses()
            .that()
            .resideInAPackage(PROVIDERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FUNCTIONS)
            .because("a simulator that shared code with its client would repeat the client's errors");

    @ArchTest
    static final ArchRule the_cloud_does_not_know_the_simulators = noClasses()
            .that()
            .resideInAPackage(CLOUD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROVIDERS, LOCAL)
            .because("it runs any template, with or without providers");

    @ArchTest
    static final ArchRule the_simulators_do_not_know_the_cloud = noClasses()
            .that()
            .resideInAPackage(PROVIDERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLOUD, LOCAL)
            .because("they serve any client of these providers, on AWS or not");

    @ArchTest
    static final ArchRule the_server_knows_nobody = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLOUD, PROVIDERS, LOCAL)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(FUNCTIONS)
            .because("all others are built on it");
}
