package dev.plumbline.embedded.prometheus.rules;

import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.list;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.map;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.or;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.required;

import dev.plumbline.embedded.config.StrictYaml;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.config.PrometheusConfig;
import dev.plumbline.embedded.prometheus.config.RuleFile;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Loop;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.promql.Printer;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Evaluates the groups of all rule files, each in its own time. */
public final class RuleManager implements AutoCloseable {
    private static final long RESEND_DELAY = 60_000;

    private final Engine engine;
    private final Tsdb tsdb;
    private final Clock clock;
    private final long lookback;
    private final String externalUrl;
    private final Notifier notifier;
    private final Map<RuleGroup, Loop> groups = new LinkedHashMap<>();
    private Map<String, String> externalLabels = Map.of();

    /** Starts without rules. */
    public RuleManager(Engine engine, Tsdb tsdb, Clock clock, long lookback, String externalUrl, Consumer<String> log) {
        this.engine = engine;
        this.tsdb = tsdb;
        this.clock = clock;
        this.lookback = lookback;
        this.externalUrl = externalUrl;
        this.notifier = new Notifier(log);
    }

    /** Returns what sends the alerts. */
    public Notifier notifier() {
        return notifier;
    }

    /**
     * Evaluates what a configuration names, and nothing else any more; alerts of rules that stay go on.
     *
     * @throws LaunchException if a rule is wrong; then all stays as it was
     */
    public synchronized void apply(PrometheusConfig config) {
        PrometheusConfig.Global global = or(config.global(), new PrometheusConfig.Global(null, null, null, null, null));
        Map<String, String> external = map(global.externalLabels());
        long interval = Durations.parse(or(global.evaluationInterval(), "1m"));
        List<RuleGroup> next = new ArrayList<>();
        for (String pattern : list(config.ruleFiles())) {
            for (Path file : files(Path.of(pattern))) {
                RuleFile read = StrictYaml.read(file, RuleFile.class);
                list(read.groups()).forEach(g -> next.add(group(file.toString(), g, interval, external)));
            }
        }
        List<URI> receivers = receivers(config.alerting());
        List<RuleGroup> before = List.copyOf(groups.keySet());
        groups.values().forEach(Loop::close);
        groups.clear();
        externalLabels = external;
        notifier.receivers(receivers);
        for (RuleGroup group : next) {
            before.stream()
                    .filter(b -> b.name().equals(group.name()) && b.file().equals(group.file()))
                    .forEach(b -> resume(b, group));
            groups.put(group, new Loop("prometheus-rules-" + group.name(), clock, group.interval(), due -> run(group)));
        }
    }

    private static void resume(RuleGroup before, RuleGroup now) {
        for (Rule old : before.rules()) {
            for (Rule rule : now.rules()) {
                if (old instanceof AlertingRule o
                        && rule instanceof AlertingRule r
                        && o.name().equals(r.name())) {
                    r.resume(o);
                }
            }
        }
    }

    private static List<Path> files(Path pattern) {
        Path name = pattern.getFileName();
        Path folder = pattern.toAbsolutePath().getParent();
        if (name == null || folder == null || !name.toString().contains("*")) {
            return List.of(pattern);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name.toString())) {
            found.forEach(files::add);
        } catch (IOException e) {
            return List.of();
        }
        files.sort(null);
        return files;
    }

    private static List<URI> receivers(PrometheusConfig.@Nullable Alerting alerting) {
        List<URI> receivers = new ArrayList<>();
        if (alerting != null) {
            for (PrometheusConfig.AlertmanagerConfig am : list(alerting.alertmanagers())) {
                String path = or(am.pathPrefix(), "/").replaceAll("/+$", "") + "/api/v2/alerts";
                list(am.staticConfigs())
                        .forEach(s -> list(s.targets())
                                .forEach(t -> receivers.add(URI.create(or(am.scheme(), "http") + "://" + t + path))));
            }
        }
        return receivers;
    }

    private static RuleGroup group(
            String file, RuleFile.Group group, long interval, Map<String, String> externalLabels) {
        String name = required(group.name(), file + ": name of a group");
        List<Rule> rules = new ArrayList<>();
        for (RuleFile.Rule rule : list(group.rules())) {
            rules.add(rule(file + ": group \"" + name + "\"", rule, map(group.labels()), externalLabels));
        }
        return new RuleGroup(
                name,
                file,
                group.interval() == null ? interval : Durations.parse(group.interval()),
                or(group.limit(), 0),
                rules);
    }

    private static Rule rule(
            String where, RuleFile.Rule rule, Map<String, String> groupLabels, Map<String, String> externalLabels) {
        String text = required(rule.expr(), where + ": field 'expr' of a rule");
        Map<String, String> all = new LinkedHashMap<>(groupLabels);
        all.putAll(map(rule.labels()));
        Labels labels = Labels.of(all);
        if ((rule.record() == null) == (rule.alert() == null)) {
            throw new LaunchException(where + ": a rule needs one of 'record' and 'alert', not both; expr is " + text);
        }
        try {
            Expr expr = Parser.parse(text);
            if (rule.record() != null) {
                return new RecordingRule(rule.record(), expr, labels);
            }
            return new AlertingRule(
                    required(rule.alert(), where),
                    expr,
                    Durations.parse(or(rule.hold(), "0")),
                    Durations.parse(or(rule.keepFiringFor(), "0")),
                    labels,
                    Labels.of(map(rule.annotations())),
                    externalLabels);
        } catch (ParseException e) {
            throw new LaunchException(
                    where + ", rule \"" + or(rule.record(), or(rule.alert(), "")) + "\": could not parse expression: "
                            + e.getMessage(),
                    e);
        }
    }

    private void run(RuleGroup group) {
        long time = clock.millis();
        group.evaluate(engine, tsdb, lookback, time);
        for (Rule rule : group.rules()) {
            if (rule instanceof AlertingRule alerting) {
                String generator = externalUrl + "/graph?g0.expr="
                        + URLEncoder.encode(Printer.print(rule.expr()), StandardCharsets.UTF_8) + "&g0.tab=1";
                notifier.send(
                        alerting.toSend(time, RESEND_DELAY),
                        externalLabels,
                        generator,
                        time + 4 * Math.max(RESEND_DELAY, group.interval()));
            }
        }
    }

    /** Returns the groups in the order of their files. */
    public synchronized List<RuleGroup> groups() {
        return List.copyOf(groups.keySet());
    }

    @Override
    public synchronized void close() {
        groups.values().forEach(Loop::close);
        groups.clear();
        notifier.close();
    }
}
