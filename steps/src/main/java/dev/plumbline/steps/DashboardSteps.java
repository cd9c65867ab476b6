package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.harness.client.GrafanaClient.DataSource;
import dev.plumbline.harness.dashboards.ExpectedEmpty;
import dev.plumbline.harness.dashboards.OpenDashboard;
import dev.plumbline.harness.dashboards.OpenDashboard.Judged;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.grafana.FrameVerdict;
import dev.plumbline.harness.grafana.Templating;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import dev.plumbline.steps.Emitted.Batch;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Whether dashboards are there and show something. */
public final class DashboardSteps {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LOOKED_AT = Duration.ofMinutes(5);
    private static final Path DASHBOARDS = Path.of("config/grafana/dashboards");

    private final World world;
    private final Emitted emitted;
    private Optional<OpenDashboard> open = Optional.empty();

    public DashboardSteps(World world, Emitted emitted) {
        this.world = world;
        this.emitted = emitted;
    }

    @Then("Grafana serves these dashboards as the repository holds them, within {deadline}:")
    public void grafana_serves_these_dashboards(Deadline deadline, List<String> uids) {
        List<String> problems = new ArrayList<>();
        int judged = 0;
        for (String shipped : uids) {
            Optional<String> here = world.expectations().dashboard(shipped);
            if (here.isEmpty()) {
                world.evidence().observed("dashboard " + shipped + " is not judged: this stack does not have it");
                continue;
            }
            String uid = here.get();
            judged++;
            try {
                JsonNode served = deadline.eventually(
                        "dashboard " + uid + " is served",
                        () -> world.grafana()
                                .dashboard(uid)
                                .map(Seen::enough)
                                .orElseGet(() -> Seen.notYet(
                                        "Grafana serves " + world.grafana().dashboardUids())));
                if (uid.equals(shipped)) {
                    compare(uid, served, problems);
                } else {
                    show(shipped, uid, served, problems);
                }
            } catch (DeadlineMissed e) {
                problems.add(e.getMessage() + provisioningErrors());
            }
        }
        if (!problems.isEmpty()) {
            throw new ExpectationFailure(String.join("\n", problems));
        }
        if (judged == 0) {
            throw new TestAbortedException("not applicable: this stack has none of these dashboards");
        }
    }

    /** A dashboard that takes another's place is not compared with the file: it is somebody else's. */
    private void show(String shipped, String uid, JsonNode served, List<String> problems) {
        int panels = served.path("dashboard").path("panels").size();
        if (panels == 0) {
            problems.add("dashboard " + uid + ", in the place of " + shipped + ", has no panel");
        }
        world.evidence()
                .observed("dashboard " + uid + " is served in the place of " + shipped + ", " + panels
                        + " panels; it is not compared with the file");
    }

    private void compare(String uid, JsonNode served, List<String> problems) {
        if (!served.path("meta").path("provisioned").asBoolean()) {
            problems.add("dashboard " + uid + " is served, but not from a file");
        }
        JsonNode file = read(world.root().resolve(DASHBOARDS).resolve(uid + ".json"));
        JsonNode expected = essential(file);
        JsonNode found = essential(served.path("dashboard"));
        if (!expected.equals(found)) {
            List<String> keys = new ArrayList<>();
            expected.fieldNames().forEachRemaining(k -> {
                if (!expected.path(k).equals(found.path(k))) {
                    keys.add(k);
                }
            });
            problems.add("dashboard " + uid + " is not the one of the file; they differ in " + keys);
        } else {
            world.evidence()
                    .observed("dashboard " + uid + " is served as in its file, "
                            + found.path("panels").size() + " panels");
        }
    }

    /** Grafana numbers and versions what it stores; that is not in the file. */
    private static JsonNode essential(JsonNode dashboard) {
        ObjectNode copy = dashboard.deepCopy();
        return copy.without(List.of("id", "version"));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationFailure(file + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    @Then("Grafana reports no provisioning error")
    public void grafana_reports_no_provisioning_error() throws IOException {
        world.http(Service.GRAFANA);
        if (world.stack().state(Service.GRAFANA) instanceof ServiceState.Unknown) {
            demandSourcesInPlace();
            return;
        }
        List<String> conflicts = DashboardFiles.conflicts(world.root().resolve(DASHBOARDS));
        if (!conflicts.isEmpty()) {
            throw new ConfigurationFailure(String.join("\n", conflicts));
        }
        String errors = provisioningErrors();
        if (!errors.isEmpty()) {
            throw new ConfigurationFailure("Grafana reports errors while provisioning: " + errors.strip());
        }
    }

    private void demandSourcesInPlace() throws IOException {
        SourcesInPlace sources = new SourcesInPlace(world.grafana());
        try (Stream<Path> files = Files.list(world.root().resolve(DASHBOARDS))) {
            files.map(f -> String.valueOf(f.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .flatMap(name ->
                            world
                                    .expectations()
                                    .dashboard(name.substring(0, name.length() - ".json".length()))
                                    .stream())
                    .forEach(sources::takeIn);
        }
        List<String> problems = sources.problems();
        if (!problems.isEmpty()) {
            throw new ConfigurationFailure(String.join("\n", problems));
        }
        if (sources.count() == 0) {
            throw new ExpectationFailure("no dashboard that is served names a data source");
        }
        world.evidence()
                .observed("the log of an attached Grafana is not at hand; instead, the " + sources.count()
                        + " data sources that the dashboards name are there, and healthy as far as Grafana can tell");
    }

    private String provisioningErrors() {
        return world.stack()
                .log(Service.GRAFANA, 5000)
                .lines()
                .filter(l -> l.contains("provisioning"))
                .filter(l -> l.contains("level=error") || l.contains("level=warn"))
                // a folder that is not there is no fault: Grafana looks for plugins/ and alerting/ in any case
                .filter(l -> !l.matches(".*(plugins|alerting).*no such file.*"))
                .reduce("", (a, b) -> a + "\n    " + b);
    }

    @When("the {dashboard} dashboard is opened")
    public void the_dashboard_is_opened(String uid) {
        open = Optional.of(new OpenDashboard(world.grafana(), world.dashboard(uid), LOOKED_AT));
    }

    private OpenDashboard open() {
        return open.orElseThrow(() -> new IllegalStateException("no step has opened a dashboard"));
    }

    @Then("every query of every panel returns data within {deadline}")
    public void every_query_returns_data(Deadline deadline) {
        String uid = open().dashboard().uid();
        ExpectedEmpty expected = ExpectedEmpty.read(world.root().resolve("config/grafana/expected-empty.yaml"))
                .and(world.expectations().panelsAllowedEmpty());
        Map<String, Judged> last = new LinkedHashMap<>();
        try {
            deadline.every(Duration.ofSeconds(1)).eventually("every query of " + uid + " returns data", () -> {
                last.clear();
                open().runAll().forEach(j -> last.put(j.place(), j));
                if (last.isEmpty()) {
                    return Seen.hopeless("the dashboard has no query at all");
                }
                List<String> failing = failing(uid, expected, last);
                return failing.isEmpty() ? Seen.enough(last.size()) : Seen.notYet(failing.size() + " do not");
            });
        } catch (DeadlineMissed e) {
            List<String> failing = failing(uid, expected, last);
            throw new PipelineFailure(
                    failing.isEmpty() ? String.valueOf(e.getMessage()) : summary(uid, last, failing), e);
        }
        last.values().forEach(j -> world.evidence().observed(j.place() + ": " + j.verdict()));
    }

    private static String summary(String uid, Map<String, Judged> all, List<String> failing) {
        return "dashboard " + uid + ": " + failing.getFirst()
                + (failing.size() == 1 ? "" : "; and " + (failing.size() - 1) + " more of " + all.size() + " queries")
                + "\n" + String.join("\n", failing);
    }

    private static List<String> failing(String uid, ExpectedEmpty expected, Map<String, Judged> all) {
        List<String> failing = new ArrayList<>();
        for (Judged j : all.values()) {
            boolean allowed = j.verdict() instanceof FrameVerdict.Empty
                    && expected.reason(uid, j.query().panel(), j.query().refId())
                            .isPresent();
            if (!j.verdict().isData() && !allowed) {
                failing.add(j.place() + " (" + j.query().sourceUid() + "): " + j.verdict() + undefined(j) + "; it asks "
                        + j.query().text());
            }
        }
        return failing;
    }

    /** Grafana leaves a variable that it does not know as it is, and the data source makes something of it. */
    private static String undefined(Judged judged) {
        List<String> names = Templating.mentioned(judged.query().text()).stream()
                .filter(name -> !name.startsWith("__") && !Character.isDigit(name.charAt(0)))
                .map(name -> "$" + name)
                .toList();
        return names.isEmpty() ? "" : "; the dashboard defines no variable " + String.join(", ", names);
    }

    @Then("a log panel shows those lines within {deadline}")
    public void a_log_panel_shows_those_lines(Deadline deadline) {
        Batch batch = emitted.batches().getLast();
        try {
            String panel = deadline.every(Duration.ofMillis(500))
                    .eventually(
                            "a log panel of " + open().dashboard().uid() + " shows a line of this scenario",
                            () -> open().runAll().stream()
                                    .filter(j -> j.query().sourceType().equals("loki"))
                                    .filter(j -> j.reply().body().contains(batch.stamp()))
                                    .map(Judged::place)
                                    .findFirst()
                                    .map(Seen::enough)
                                    .orElseGet(() -> Seen.notYet("no log panel shows it")));
            world.evidence().observed("lines of this scenario are shown by " + panel);
        } catch (DeadlineMissed e) {
            throw new PipelineFailure(
                    e.getMessage() + "\n"
                            + world.logPath().explain("stamp=" + batch.stamp() + " ", batch.lines(), emitted.since()),
                    e);
        }
    }

    @Then("a status panel of {dashboard} shows every component as up")
    public void a_status_panel_shows_every_component(String shipped) {
        String uid = world.dashboard(shipped);
        List<Judged> ups = new OpenDashboard(world.grafana(), uid, LOOKED_AT)
                .runAll().stream()
                        .filter(j -> j.query().sourceType().equals("prometheus"))
                        .filter(j -> j.query().text().matches("\\s*((min|max) by \\(job\\) \\()?up\\)?\\s*"))
                        .toList();
        if (ups.isEmpty()) {
            throw new ExpectationFailure("dashboard " + uid + " has no panel that charts 'up' of every component");
        }
        long jobs = world.prometheus().query("count(count by (job) (up))").stream()
                .mapToLong(s -> Math.round(s.value()))
                .findFirst()
                .orElse(0);
        for (Judged j : ups) {
            long down = UpFrames.countOf(j.reply().anyJson(), 0.0);
            long up = UpFrames.countOf(j.reply().anyJson(), 1.0);
            if (down > 0 || up < jobs) {
                throw new ExpectationFailure(j.place() + " shows " + up + " components up and " + down
                        + " down; Prometheus scrapes " + jobs);
            }
            world.evidence().observed(j.place() + " shows " + up + " components up");
        }
    }

    @Then("every data source that a dashboard or a link names exists in Grafana")
    public void every_data_source_exists() {
        List<DataSource> known = world.grafana().dataSources();
        List<String> uids = known.stream().map(DataSource::uid).toList();
        List<String> problems = new ArrayList<>();
        int links = 0;
        for (Map.Entry<String, String> named : SourceReferences.of(world).entrySet()) {
            links++;
            if (!uids.contains(named.getValue())) {
                problems.add(
                        named.getKey() + " names data source '" + named.getValue() + "', which Grafana does not have");
            }
        }
        if (links == 0) {
            problems.add("neither a dashboard nor a link names a data source");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationFailure(String.join("\n", problems) + "\nGrafana has " + uids);
        }
        world.evidence().observed(links + " references to data sources, all of them exist in Grafana: " + uids);
    }

    @Then("every data source that Grafana can check is healthy")
    public void every_data_source_is_healthy() {
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (DataSource source : world.grafana().dataSources()) {
            var health = world.grafana().health(source.uid());
            if (health.checkable()) {
                checked++;
                if (!health.healthy()) {
                    problems.add("data source " + source.uid() + ": " + health.message());
                }
            }
        }
        if (checked == 0) {
            problems.add("Grafana can check none of its data sources");
        }
        if (!problems.isEmpty()) {
            throw new PipelineFailure(String.join("\n", problems));
        }
        world.evidence().observed(checked + " data sources are healthy");
    }
}
