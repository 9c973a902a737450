package io.vuelta.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of the documents, in their order. */
record Readme(String text) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?:^ {4}\\S.*\n)+");
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern REFUSAL = Pattern.compile("# ([45][0-9]{2}) [A-Z_]+");
    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w-])-D([a-z][A-Za-z.]*)");

    /** The documents of a project that have commands, in the order in which a newcomer reads them. */
    static Readme of(Path project) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of(
                "README.md",
                "infra/docs/tutorial.md",
                "infra/docs/contact-files.md",
                "infra/docs/testing.md",
                "infra/docs/operations.md")) {
            text.append(Files.readString(project.resolve(name))).append("\n\n");
        }
        return new Readme(text.toString());
    }

    /** The blocks to paste: fenced as sh, or indented outside other fences. */
    List<String> blocks() {
        List<Part> parts = new ArrayList<>();
        FENCE.matcher(text).results().forEach(found -> parts.add(new Part(found.start(), found.group(1))));
        // A fenced block keeps its position and is not read as an indented block.
        String outside = Pattern.compile("(?ms)^```.*?^```$")
                .matcher(text)
                .replaceAll(found -> found.group().replaceAll("[^\n]", "x"));
        INDENTED.matcher(outside)
                .results()
                .forEach(
                        found -> parts.add(new Part(found.start(), found.group().replaceAll("(?m)^ {4}", ""))));
        return parts.stream()
                .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                .map(Part::commands)
                .toList();
    }

    private record Part(int start, String commands) {}

    /** Commands within the text. */
    Stream<String> inline() {
        return INLINE.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(code -> code.matches("(mvn|curl|call|sam|aws|java|jq) .+"));
    }

    /** The statuses of the refusals that a block's comments announce. */
    List<Integer> refusals() {
        return blocks().stream()
                .flatMap(block -> REFUSAL.matcher(block).results())
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** The names of all options {@code -Dname} in the text. */
    Stream<String> properties() {
        return PROPERTY.matcher(text).results().map(found -> found.group(1));
    }
}
