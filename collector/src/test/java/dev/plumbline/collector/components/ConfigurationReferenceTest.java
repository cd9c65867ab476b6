package dev.plumbline.collector.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Schema.AttributeRule;
import dev.plumbline.collector.config.Schema.BlockRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds the tables of the configuration reference to the schemas; {@code -Dplumbline.docs.write=true} rewrites them. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "collector-configuration.md");
    private static final String HEADING = "## Components\n";

    @Test
    void the_reference_names_every_attribute_with_its_type_and_default() throws IOException {
        String document = Files.readString(REFERENCE);
        String language = document.substring(0, document.indexOf(HEADING));
        String expected = language + tables();
        if (Boolean.getBoolean("plumbline.docs.write")) {
            Files.writeString(REFERENCE, expected);
        }
        assertThat(Files.readString(REFERENCE)).isEqualTo(expected);
    }

    private static String tables() {
        StringBuilder out = new StringBuilder(HEADING)
                .append("\nAttributes in bold are required. Defaults are those of Alloy 1.18.1, but for `batch_wait`"
                        + " (`1s` in Alloy: a line is to be found within a second) and `max_backoff_period` (`5m` in Alloy,"
                        + " which gives up after ten retries; here delivery is tried for ever).\n");
        Components.described().forEach(type -> component(type, out));
        return out.toString();
    }

    private static void component(BlockType type, StringBuilder out) {
        out.append("\n### ").append(type.name()).append("\n\n");
        Schema schema = type.schema();
        out.append(schema.label() == Schema.Label.REQUIRED ? "Takes a label." : "Takes no label, stands once.");
        if (!schema.exports().isEmpty()) {
            out.append(" Exports ")
                    .append(String.join(
                            ", ",
                            schema.exports().stream()
                                    .map(export -> "`" + export.name() + "` (" + words(export.type()) + ")")
                                    .toList()))
                    .append('.');
        }
        out.append("\n\n");
        attributes("", schema, out);
    }

    private static void attributes(String path, Schema schema, StringBuilder out) {
        if (path.isEmpty()) {
            out.append("| attribute or block | type | default |\n|---|---|---|\n");
        }
        schema.attributes().forEach(rule -> attribute(path, rule, out));
        for (BlockRule rule : schema.blocks()) {
            boolean again = rule.name().equals("stage.match") && path.contains("stage.match");
            if (again || path.contains("stage.match") && rule.name().startsWith("stage.")) {
                continue;
            }
            out.append("| `")
                    .append(path)
                    .append(rule.name())
                    .append(" { }` | block, ")
                    .append(rule.most() == 1 ? "at most one" : rule.least() > 0 ? "one or more" : "any number")
                    .append(" | |\n");
            attributes(path + rule.name() + " / ", rule.schema(), out);
        }
    }

    private static void attribute(String path, AttributeRule rule, StringBuilder out) {
        String name = "`" + path + rule.name() + "`";
        String allowed = rule.allowed().isEmpty()
                ? words(rule.type())
                : "one of "
                        + String.join(
                                ", ",
                                rule.allowed().stream()
                                        .filter(value -> !value.isEmpty())
                                        .map(value -> "`" + value + "`")
                                        .toList());
        out.append("| ")
                .append(rule.required() ? "**" + name + "**" : name)
                .append(" | ")
                .append(allowed)
                .append(" | ")
                .append(rule.fallback().isEmpty() ? "" : "`" + rule.fallback() + "`")
                .append(" |\n");
    }

    private static String words(Schema.Type type) {
        return switch (type) {
            case STRING_LIST -> "list of strings";
            case NUMBER_LIST -> "list of numbers";
            case STRING_MAP -> "object of strings";
            case STRING_LIST_MAP -> "object of lists of strings";
            case SECRET_MAP -> "object of secrets";
            case TARGETS -> "list of targets";
            case RECEIVERS -> "list of receivers";
            case RELABEL_RULES -> "relabel rules";
            case BYTES -> "size";
            case ANY -> "anything";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
