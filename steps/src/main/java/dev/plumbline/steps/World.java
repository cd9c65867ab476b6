package dev.plumbline.steps;

import dev.plumbline.harness.client.AlertmanagerClient;
import dev.plumbline.harness.client.CollectorClient;
import dev.plumbline.harness.client.GrafanaClient;
import dev.plumbline.harness.client.Http;
import dev.plumbline.harness.client.LokiClient;
import dev.plumbline.harness.client.PrometheusClient;
import dev.plumbline.harness.client.TempoClient;
import dev.plumbline.harness.client.WorkloadClient;
import dev.plumbline.harness.diagnosis.LogPath;
import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Expectations;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** What the steps of one scenario share: the stack, clients that keep evidence, and a stamp for what it emits. */
public final class World {
    private final Evidence evidence = new Evidence();
    private final String stamp = RunId.fresh().value();
    private Optional<StackOfRun> run = Optional.empty();
    private boolean touched;

    void use(StackOfRun stackOfRun) {
        run = Optional.of(stackOfRun);
    }

    private StackOfRun run() {
        return run.orElseThrow(() -> new IllegalStateException(
                "no stack: set cucumber.object-factory=" + PlumblineObjectFactory.class.getName()));
    }

    /** Returns the stack, brought up if it was not yet. */
    public Stack stack() {
        touched = true;
        return run().stack();
    }

    /** Tells whether this scenario asked for the stack. */
    boolean touchedStack() {
        return touched;
    }

    Optional<Stack> stackIfUp() {
        return run().stackIfUp();
    }

    /** Returns the folder with compose.yaml, config/ and docs/. */
    public Path root() {
        return run().request().root();
    }

    /** Returns a text that only what this scenario emits bears. */
    public String stamp() {
        return stamp;
    }

    public Evidence evidence() {
        return evidence;
    }

    /**
     * Returns HTTP access to an endpoint of a service.
     *
     * @throws TestAbortedException if the service is not part of this stack: the scenario is not applicable
     */
    public Http http(Service service, String endpoint) {
        Stack stack = stack();
        if (!stack.services().contains(service)) {
            throw new TestAbortedException(
                    "not applicable: the " + service.title() + " is not part of this " + stack.kind() + " stack");
        }
        return new Http(stack.endpoint(service, endpoint), evidence);
    }

    /** Tells whether an endpoint can be asked, for explanations that make do without. */
    boolean hasEndpoint(Service service, String endpoint) {
        try {
            return stack().services().contains(service)
                    && !stack().endpoint(service, endpoint).uri().toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public Http http(Service service) {
        return http(service, "http");
    }

    public PrometheusClient prometheus() {
        return new PrometheusClient(http(Service.PROMETHEUS));
    }

    public LokiClient loki() {
        return new LokiClient(http(Service.LOKI));
    }

    public TempoClient tempo() {
        return new TempoClient(http(Service.TEMPO));
    }

    public GrafanaClient grafana() {
        return new GrafanaClient(http(Service.GRAFANA));
    }

    public AlertmanagerClient alertmanager() {
        return new AlertmanagerClient(http(Service.ALERTMANAGER));
    }

    public CollectorClient collector() {
        return new CollectorClient(http(Service.COLLECTOR));
    }

    public WorkloadClient workload() {
        return new WorkloadClient(http(Service.WORKLOAD));
    }

    /** Returns the way of the workload's log lines. */
    public LogPath logPath() {
        return logPath(Optional.empty());
    }

    /** Returns the way of log lines, of the workload or of a visitor. */
    public LogPath logPath(Optional<ContainerIdentity> visitor) {
        Optional<CollectorClient> collector =
                stack().services().contains(Service.COLLECTOR) ? Optional.of(collector()) : Optional.empty();
        return new LogPath(() -> visitor.map(this::log).orElseGet(this::engineLog), collector, loki());
    }

    private String log(ContainerIdentity visitor) {
        return stack().visitors().map(v -> v.log(visitor)).orElse("");
    }

    private String engineLog() {
        if (stack().state(Service.WORKLOAD) instanceof ServiceState.Unknown) {
            throw new IllegalStateException("the log of an attached workload is not at hand");
        }
        return stack().log(Service.WORKLOAD, 200_000);
    }

    /** Returns what differs from the shipped stack. */
    public Expectations expectations() {
        return stack().expectations();
    }

    /**
     * Returns what a dashboard is called here.
     *
     * @throws TestAbortedException if this stack has none: the scenario is not applicable
     */
    public String dashboard(String uid) {
        return expectations()
                .dashboard(uid)
                .orElseThrow(() -> new TestAbortedException(
                        "not applicable: the endpoint file says that there is no dashboard " + uid));
    }

    /** Selects log streams by the labels of the shipped stack, under the names and values that they have here. */
    public String selector(Map<String, String> labels) {
        return expectations().selector(labels);
    }
}
