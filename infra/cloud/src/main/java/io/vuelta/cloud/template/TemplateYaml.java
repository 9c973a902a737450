package io.vuelta.cloud.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML with CloudFormation's short tags; each {@code !Name x} becomes the long form {@code {Fn::Name: x}}. */
final class TemplateYaml {
    private TemplateYaml() {}

    static Map<?, ?> load(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader text = Files.newBufferedReader(file)) {
            Object loaded = new Yaml(new CloudFormationConstructor(options)).load(text);
            if (loaded instanceof Map<?, ?> template) {
                return template;
            }
            throw new TemplateException(file.getFileName() + ": is not a map at its top");
        } catch (IOException | YAMLException e) {
            throw new TemplateException(file.getFileName() + ": cannot be read: " + e.getMessage());
        }
    }

    private static final class CloudFormationConstructor extends SafeConstructor {
        CloudFormationConstructor(LoaderOptions options) {
            super(options);
            // An unquoted 2012-10-17 is a version in a template, not a date.
            yamlConstructors.put(Tag.TIMESTAMP, yamlConstructors.get(Tag.STR));
            yamlMultiConstructors.put("!", new ShortForm());
        }

        private final class ShortForm extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String name = node.getTag().getValue().substring(1);
                @Nullable
                Object argument = switch (node) {
                    case ScalarNode scalar -> constructScalar(scalar);
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new YAMLException("Unexpected " + node);
                };
                return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
            }
        }
    }
}
