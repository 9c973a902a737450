package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The settings of {@code sam deploy} fit the template. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamConfigTest {
    private static final Path FILE = Path.of("../samconfig.toml");
    private static final Pattern TABLE = Pattern.compile("\\[([\\w.-]+)]");
    private static final Pattern TEXT = Pattern.compile("(\\w+) = \"(.*)\"");

    /** The texts of each environment of {@code sam deploy}. */
    private static Map<String, Map<String, String>> environments() throws IOException {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        String table = "";
        for (String line : Files.readAllLines(FILE)) {
            Matcher header = TABLE.matcher(line);
            if (header.matches()) {
                table = header.group(1);
            }
            Matcher entry = TEXT.matcher(line);
            if (entry.matches()) {
                found.computeIfAbsent(table, _ -> new LinkedHashMap<>()).put(entry.group(1), entry.group(2));
            }
        }
        return found;
    }

    private static Map<String, String> parameters(Map<String, String> environment) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter :
                environment.getOrDefault("parameter_overrides", "").split(" ", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        return parameters;
    }

    @Test
    void every_environment_gives_valid_parameters_of_the_template() throws IOException {
        Map<String, Map<String, String>> environments = environments();

        assertThat(environments)
                .containsKeys("default.deploy.parameters", "staging.deploy.parameters", "small.deploy.parameters");
        environments.forEach((environment, values) -> {
            Map<String, String> parameters = parameters(values);

            assertThat(parameters).as(environment).containsKey("Stage");
            assertThatCode(() -> new DeployedTemplate(DeployedTemplate.FILE, parameters))
                    .as(environment)
                    .doesNotThrowAnyException();
        });
    }

    /** The stacks have different names, so that no stack reads another one's secrets. */
    @Test
    void every_environment_has_its_own_stack() throws IOException {
        assertThat(environments().values())
                .extracting(values -> values.get("stack_name"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    /** An account with ten parallel executions cannot reserve any. */
    @Test
    void the_small_environment_reserves_no_concurrency() throws IOException {
        assertThat(parameters(environments().getOrDefault("small.deploy.parameters", Map.of())))
                .containsEntry("ApiConcurrency", "0")
                .containsEntry("WebhookConcurrency", "0");
    }
}
