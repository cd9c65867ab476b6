package dev.plumbline.steps;

import dev.plumbline.harness.client.PrometheusClient;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.names.Exposed;
import dev.plumbline.harness.names.NameCheck;
import dev.plumbline.harness.names.NameProblem;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** Whether what the dashboards and rules name is there, in the stack that runs. */
public final class NameSteps {
    private final World world;

    public NameSteps(World world) {
        this.world = world;
    }

    @Then("Prometheus holds every metric and label that a dashboard or a rule names within {deadline}")
    public void prometheus_holds_every_name(Deadline deadline) {
        List<Service> missing = Arrays.stream(Service.values())
                .filter(s -> !world.stack().services().contains(s))
                .toList();
        if (!missing.isEmpty()) {
            throw new TestAbortedException("not applicable: the shipped dashboards and rules also speak of " + missing
                    + ", not part of this stack");
        }
        Path config = world.root().resolve("config");
        SortedSet<String> named = NameCheck.metrics(config);
        try {
            deadline.eventually("every name is in Prometheus", () -> {
                List<NameProblem> problems = NameCheck.of(config, held(named));
                return problems.isEmpty() ? Seen.enough(named) : Seen.notYet(lines(problems));
            });
        } catch (DeadlineMissed e) {
            throw new ConfigurationFailure(lines(NameCheck.of(config, held(named))) + "\n" + e.getMessage());
        }
        world.evidence().observed(named.size() + " metrics are named by dashboards and rules, and held by Prometheus");
    }

    private Exposed held(Set<String> named) {
        PrometheusClient prometheus = world.prometheus();
        Map<String, Set<String>> labels = new TreeMap<>();
        prometheus.metricNames().forEach(name -> labels.put(name, Set.of()));
        labels.putAll(prometheus.labelNames(named));
        return Exposed.by(new Exposed.Component("the running Prometheus", labels));
    }

    private static String lines(List<NameProblem> problems) {
        return problems.stream().map(NameProblem::toString).collect(Collectors.joining("\n"));
    }
}
