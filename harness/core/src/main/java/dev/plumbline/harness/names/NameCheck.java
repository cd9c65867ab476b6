package dev.plumbline.harness.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.harness.grafana.Dashboard;
import dev.plumbline.harness.grafana.Panel;
import dev.plumbline.harness.grafana.Target;
import dev.plumbline.harness.grafana.Variable;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds the names in dashboards and rules against what is exposed. */
public final class NameCheck {
    private static final Pattern LABEL_VALUES =
            Pattern.compile("\\s*label_values\\((?:(.+),)?\\s*([a-zA-Z_]\\w*)\\s*\\)\\s*", Pattern.DOTALL);
    private static final Pattern OTHER_FUNCTION =
            Pattern.compile("\\s*(?:query_result|label_names)\\((.*)\\)\\s*", Pattern.DOTALL);

    private final Exposed exposed;
    private final Set<String> allowed = new HashSet<>();
    private final Set<String> logLabels = new TreeSet<>();
    private final Set<String> recorded = new HashSet<>();
    private final SortedSet<String> metrics = new TreeSet<>();
    private final List<NameProblem> problems = new ArrayList<>();

    private NameCheck(Exposed exposed) {
        this.exposed = exposed;
        Exposed.read("allowed-names.json")
                .path("allowed")
                .forEach(a -> allowed.add(a.path("name").asText()));
        JsonNode logs = Exposed.read("log-streams.json");
        logs.path("labels").forEach(l -> logLabels.add(l.asText()));
        logs.path("fields").forEach(l -> logLabels.add(l.asText()));
    }

    /**
     * Checks all dashboards and rules of a repository.
     *
     * @param config the folder {@code config}
     * @param exposed what there is
     * @return what is named and does not exist, in the order of the files
     */
    public static List<NameProblem> of(Path config, Exposed exposed) {
        return List.copyOf(whole(config, exposed).problems);
    }

    /**
     * Lists the metrics that the dashboards and rules of a repository name.
     *
     * @param config the folder {@code config}
     */
    public static SortedSet<String> metrics(Path config) {
        return Collections.unmodifiableSortedSet(whole(config, Exposed.pinned()).metrics);
    }

    private static NameCheck whole(Path config, Exposed exposed) {
        NameCheck check = new NameCheck(exposed);
        files(config.resolve("prometheus"), ".yaml").forEach(check::rules);
        files(config.resolve("grafana/dashboards"), ".json").forEach(check::dashboard);
        return check;
    }

    /**
     * Checks one PromQL query.
     *
     * @param query the query, with or without Grafana's variables
     * @param exposed what there is
     */
    public static List<NameProblem> ofPromQl(String query, Exposed exposed) {
        NameCheck check = new NameCheck(exposed);
        check.promQl("query", query, query);
        return List.copyOf(check.problems);
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not a folder; expected the repository's config folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        JsonMapper json = JsonMapper.builder().build();
        try {
            return file.toString().endsWith(".json")
                    ? json.readTree(Files.readString(file))
                    : YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private void rules(Path file) {
        List<JsonNode> rules = new ArrayList<>();
        read(file).path("groups").forEach(g -> g.path("rules").forEach(rules::add));
        rules.stream()
                .filter(r -> r.has("record"))
                .forEach(r -> recorded.add(r.get("record").asText()));
        for (JsonNode rule : rules) {
            String name = rule.path("alert").asText(rule.path("record").asText());
            promQl(file.toString(), "rule '" + name + "'", rule.path("expr").asText());
        }
    }

    private void dashboard(Path file) {
        Dashboard dashboard = Dashboard.of(read(file));
        dashboard.variables().forEach(v -> variable(file.toString(), v));
        for (Panel panel : dashboard.panels()) {
            for (Target target : panel.targets()) {
                String place = "panel '" + panel.title() + "', query " + target.refId();
                switch (panel.effective(target).type()) {
                    case "prometheus" -> promQl(file.toString(), place, target.text());
                    case "loki" -> logQl(file.toString(), place, target.text());
                    default -> {
                        // TraceQL names attributes of spans, which no list holds
                    }
                }
            }
        }
    }

    private void variable(String file, Variable variable) {
        String place = "variable '" + variable.name() + "'";
        if (!variable.type().equals("query") || !variable.source().type().equals("prometheus")) {
            return;
        }
        Matcher values = LABEL_VALUES.matcher(variable.queryText());
        Matcher other = OTHER_FUNCTION.matcher(variable.queryText());
        if (values.matches() && values.group(1) != null) {
            promQl(file, place, "count by (" + values.group(2) + ") (" + values.group(1) + ")");
        } else if (other.matches()) {
            promQl(file, place, other.group(1));
        }
    }

    private void promQl(String file, String place, String query) {
        Mention mention = NameReader.promQl(query);
        Set<String> available = new TreeSet<>(mention.created());
        boolean all = true;
        for (Mention.Selector selector : mention.selectors()) {
            String metric = selector.metric();
            if (!metric.isEmpty()) {
                metrics.add(metric);
            }
            if (metric.isEmpty() || recorded.contains(metric)) {
                all = false;
            } else if (!exposed.knows(metric) && !allowed.contains(metric)) {
                String lack = exposed.running() ? "Prometheus does not hold" : "no component exposes";
                problems.add(new NameProblem(
                        file, place, lack + " the metric '" + metric + "'; " + exposed.explain(metric)));
                all = false;
            } else if (exposed.knows(metric)) {
                Set<String> labels = exposed.labels(metric);
                available.addAll(labels);
                selector.labels().forEach(l -> label(file, place, "metric '" + metric + "'", l, labels));
            }
        }
        if (all) {
            mention.grouping().forEach(l -> label(file, place, "result", l, available));
        }
    }

    private void logQl(String file, String place, String query) {
        Mention mention = NameReader.logQl(query);
        Set<String> available = new TreeSet<>(logLabels);
        available.addAll(mention.created());
        mention.selectors().forEach(s -> s.labels().forEach(l -> label(file, place, "log stream", l, available)));
        mention.grouping().forEach(l -> label(file, place, "log stream", l, available));
    }

    private void label(String file, String place, String of, String label, Set<String> known) {
        if (!known.contains(label) && !allowed.contains(label) && !label.startsWith("__error")) {
            problems.add(new NameProblem(
                    file,
                    place,
                    "the " + of + " has no label '" + label + "'"
                            + Nearest.to(label, known)
                                    .map(n -> "; the nearest it has is '" + n + "'")
                                    .orElse("; it has " + known)));
        }
    }
}
