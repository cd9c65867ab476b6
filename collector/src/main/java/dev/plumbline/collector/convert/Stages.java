package dev.plumbline.collector.convert;

import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.template.Template;
import dev.plumbline.collector.template.TemplateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Converts {@code pipeline_stages}. */
final class Stages {
    private static final Set<String> WEAK = Set.of("pack", "multiline", "limit", "sampling", "drop");

    private final List<Remark> remarks;
    private final Map<String, BiConsumer<StageNode, AlloyText>> writers = Map.ofEntries(
            Map.entry("json", Stages::json),
            Map.entry("logfmt", Stages::logfmt),
            Map.entry("regex", Stages::regex),
            Map.entry("replace", Stages::replace),
            Map.entry("timestamp", Stages::timestamp),
            Map.entry("output", (s, out) -> out.text("source", s.text("source", ""))),
            Map.entry("cri", Stages::cri),
            Map.entry("template", Stages::template),
            Map.entry("tenant", Stages::tenant),
            Map.entry("drop", Stages::drop),
            Map.entry("sampling", Stages::sampling),
            Map.entry("limit", Stages::limit),
            Map.entry("multiline", Stages::multiline),
            Map.entry("pack", Stages::pack),
            Map.entry("eventlogmessage", Stages::eventLogMessage),
            Map.entry("geoip", Stages::geoip),
            Map.entry("match", this::match),
            Map.entry("metrics", Stages::metrics));

    Stages(List<Remark> remarks) {
        this.remarks = remarks;
    }

    void write(List<Node> stages, AlloyText out) {
        stages.forEach(stage -> write(stage, out));
    }

    private void write(Node stage, AlloyText out) {
        if (!(stage instanceof MappingNode mapping)) {
            remarks.add(new Remark(
                    Level.CRITICAL,
                    "invalid input YAML config, make sure each stage of your pipeline is a YAML object (must end with a `:`), check stage `- "
                            + Nodes.text(stage) + "`"));
            return;
        }
        if (mapping.getValue().size() != 1) {
            remarks.add(new Remark(Level.CRITICAL, "each pipeline stage must contain exactly one key"));
            return;
        }
        String name = Nodes.text(mapping.getValue().getFirst().getKeyNode());
        try {
            write(name, mapping.getValue().getFirst().getValueNode(), out);
        } catch (ConversionException e) {
            remarks.add(new Remark(Level.ERROR, e.text()));
        }
    }

    private void write(String name, Node settings, AlloyText out) {
        AlloyText inner = new AlloyText();
        String block = name;
        switch (name) {
            case "docker", "decolorize" -> {}
            case "labels", "structured_metadata", "static_labels" ->
                inner.raw("values", new StageNode(name, settings, false).object(settings, "null"));
            case "labeldrop", "labelallow" -> {
                block = name.equals("labeldrop") ? "label_drop" : "label_keep";
                inner.raw("values", AlloyText.list(strings(name, settings)));
            }
            default -> {
                BiConsumer<StageNode, AlloyText> writer = writers.get(name);
                if (writer == null) {
                    throw new ConversionException(
                            "The converter does not support converting the provided pipeline stage: " + name
                                    + dev.plumbline.collector.config.Names.nearest(name, writers.keySet()));
                }
                writer.accept(new StageNode(name, settings, WEAK.contains(name)), inner);
            }
        }
        out.open("stage." + block).lines(inner).close();
    }

    private static List<String> strings(String name, Node settings) {
        if (!(settings instanceof org.yaml.snakeyaml.nodes.SequenceNode sequence)) {
            throw new ConversionException("invalid pipeline stage config: " + name + ": expected a list of strings");
        }
        return sequence.getValue().stream().map(Nodes::text).toList();
    }

    private static void json(StageNode s, AlloyText out) {
        if (s.has("expressions")) {
            String expressions = s.object("expressions", "\"\"");
            out.raw("expressions", expressions);
        }
        out.text("source", s.text("source")).flag("drop_malformed", s.flag("drop_malformed", false), false);
    }

    private static void logfmt(StageNode s, AlloyText out) {
        if (s.has("mapping")) {
            out.raw("mapping", s.object("mapping", "\"\""));
        }
        out.text("source", s.text("source", ""), "");
    }

    private static void regex(StageNode s, AlloyText out) {
        out.text("expression", s.text("expression", "")).text("source", s.text("source"));
    }

    private static void replace(StageNode s, AlloyText out) {
        out.text("expression", s.text("expression", ""))
                .text("source", s.text("source", ""), "")
                .text("replace", s.text("replace", ""), "");
    }

    private static void timestamp(StageNode s, AlloyText out) {
        out.text("source", s.text("source", ""))
                .text("format", s.text("format", ""))
                .texts("fallback_formats", s.texts("fallback_formats"))
                .text("location", s.text("location"))
                .text("action_on_failure", s.text("action_on_failure", ""), "");
    }

    private static void cri(StageNode s, AlloyText out) {
        long lines = s.whole("max_partial_lines", 0);
        out.whole("max_partial_lines", lines == 0 ? 100 : lines, 100)
                .whole("max_partial_line_size", s.whole("max_partial_line_size", 0), 0)
                .flag("max_partial_line_size_truncate", s.flag("max_partial_line_size_truncate", false), false);
    }

    private static void template(StageNode s, AlloyText out) {
        String template = s.text("template", "");
        try {
            Template.parse(template);
        } catch (TemplateException e) {
            throw new ConversionException("invalid pipeline stage config: template: " + e.getMessage());
        }
        out.text("source", s.text("source", "")).text("template", template);
    }

    private static void tenant(StageNode s, AlloyText out) {
        out.text("label", s.text("label", ""), "")
                .text("source", s.text("source", ""), "")
                .text("value", s.text("value", ""), "");
    }

    private static void drop(StageNode s, AlloyText out) {
        out.text("drop_counter_reason", s.text("drop_counter_reason", ""), "")
                .text("source", String.join(",", s.texts("source")), "")
                .text("value", s.text("value", ""), "")
                .text("separator", s.text("separator", ""), "")
                .text("expression", s.text("expression", ""), "")
                .duration("older_than", s.duration("older_than").orElse(Duration.ZERO), Duration.ZERO);
        s.text("longer_than")
                .ifPresent(text -> out.size(
                        "longer_than",
                        Scalars.size(text)
                                .orElseThrow(() -> new ConversionException(
                                        "invalid pipeline_stages.drop.longer_than field: " + text)),
                        0));
    }

    private static void sampling(StageNode s, AlloyText out) {
        out.text("drop_counter_reason", s.text("drop_counter_reason", "sampling_stage"), "sampling_stage")
                .number("rate", s.number("rate", 0));
    }

    private static void limit(StageNode s, AlloyText out) {
        out.number("rate", s.number("rate", 0))
                .raw("burst", Long.toString(s.whole("burst", 0)))
                .flag("drop", s.flag("drop", false), false)
                .text("by_label_name", s.text("by_label_name", ""), "")
                .whole("max_distinct_labels", s.whole("max_distinct_labels", 0), 0);
    }

    private static void multiline(StageNode s, AlloyText out) {
        out.text("firstline", s.text("firstline", ""))
                .whole("max_lines", s.whole("max_lines", 0), 128)
                .duration("max_wait_time", s.duration("max_wait_time").orElse(Duration.ZERO), Duration.ofSeconds(3));
    }

    private static void pack(StageNode s, AlloyText out) {
        out.raw("labels", AlloyText.list(s.texts("labels")))
                .flag("ingest_timestamp", s.flag("ingest_timestamp", false), true);
    }

    private static void eventLogMessage(StageNode s, AlloyText out) {
        out.text("source", s.text("source", "message"), "message")
                .flag("drop_invalid_labels", s.flag("drop_invalid_labels", false), false)
                .flag("overwrite_existing", s.flag("overwrite_existing", false), false);
    }

    private static void geoip(StageNode s, AlloyText out) {
        out.text("db", s.text("db", ""))
                .raw("source", s.text("source").map(GoStrings::quote).orElse("null"))
                .text("db_type", s.text("db_type", ""), "");
    }

    private void match(StageNode s, AlloyText out) {
        out.text("selector", s.text("selector", ""));
        write(s.elements("stages"), out);
        out.text("action", s.text("action", ""), "")
                .text("pipeline_name", s.text("pipeline_name", ""), "")
                .text("drop_counter_reason", s.text("drop_counter_reason", ""), "");
    }

    private static void metrics(StageNode s, AlloyText out) {
        s.keys().forEach(name -> metric(name, s.inner(name), out));
    }

    private static void metric(String name, StageNode metric, AlloyText out) {
        String type = metric.text("type", "").toLowerCase(Locale.ROOT);
        if (!Set.of("counter", "gauge", "histogram").contains(type)) {
            return;
        }
        out.open("metric." + type)
                .text("name", name)
                .text("description", metric.text("description", ""), "")
                .text("source", metric.text("source", ""), "")
                .text("prefix", metric.text("prefix", ""), "")
                .duration(
                        "max_idle_duration",
                        metric.duration("max_idle_duration").orElse(Duration.ZERO),
                        Duration.ofMinutes(5));
        Metrics.write(type, metric, out);
        out.close();
    }
}
