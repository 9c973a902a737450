package io.vuelta.cloud.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of functions: the policies of each function's role, inline ones and the template's managed policies
 * that are attached to it.
 */
final class FunctionPolicies {
    private final Section all;
    private final Resources resources;

    private FunctionPolicies(Section all, Resources resources) {
        this.all = all;
        this.resources = resources;
    }

    /** The statements by the logical id of the function; none for a function whose role is not in the template. */
    static Map<String, List<PolicyStatement>> of(Section all, Resources resources) {
        var policies = new FunctionPolicies(all, resources);
        Map<String, List<PolicyStatement>> found = new HashMap<>();
        for (String id : all.entries().keySet()) {
            Section resource = all.section(id);
            if (resource.requiredText("Type").equals("AWS::Serverless::Function")) {
                String role = named(resource.section("Properties").entries().get("Role"));
                found.put(id, role.isEmpty() ? List.of() : policies.ofRole(all.section(role)));
            }
        }
        return Map.copyOf(found);
    }

    private List<PolicyStatement> ofRole(Section role) {
        Section properties = role.section("Properties");
        List<PolicyStatement> found = new ArrayList<>();
        properties.sections("Policies").forEach(policy -> found.addAll(statements(policy)));
        if (properties.entries().get("ManagedPolicyArns") instanceof List<?> attached) {
            attached.stream()
                    .map(FunctionPolicies::named)
                    .filter(all::has)
                    .forEach(id -> found.addAll(statements(all.section(id).section("Properties"))));
        }
        return found;
    }

    private List<PolicyStatement> statements(Section policy) {
        return policy.section("PolicyDocument").sections("Statement").stream()
                .flatMap(statement -> Stream.ofNullable(
                                resources.values().resolve(statement.entries(), statement.place()))
                        .map(resolved -> PolicyStatement.of(Section.of(resolved, statement.place()))))
                .toList();
    }

    /** The logical id in {@code !Ref Id} or {@code !GetAtt Id.Arn}; empty for anything else. */
    private static String named(@Nullable Object reference) {
        if (reference instanceof Map<?, ?> call
                && call.size() == 1
                && call.values().iterator().next() instanceof String name) {
            return name.replaceFirst("\\..*", "");
        }
        return "";
    }
}
