package dev.plumbline.harness.dashboards;

import dev.plumbline.harness.client.GrafanaClient;
import dev.plumbline.harness.client.Reply;
import dev.plumbline.harness.grafana.Dashboard;
import dev.plumbline.harness.grafana.DashboardException;
import dev.plumbline.harness.grafana.FrameVerdict;
import dev.plumbline.harness.grafana.KnownSource;
import dev.plumbline.harness.grafana.PanelQueries;
import dev.plumbline.harness.grafana.PanelQuery;
import dev.plumbline.harness.grafana.TimeRange;
import dev.plumbline.harness.grafana.VariableValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dashboard that is being looked at. */
public final class OpenDashboard {
    private static final int WIDTH = 500;

    private final GrafanaClient grafana;
    private final Dashboard dashboard;
    private final Duration length;

    /**
     * Opens a dashboard.
     *
     * @param grafana where it is served
     * @param uid of the dashboard
     * @param length of the time that is looked at, ending now
     * @throws DashboardException if Grafana does not serve it, or it uses what the harness does not run
     */
    public OpenDashboard(GrafanaClient grafana, String uid, Duration length) {
        this.grafana = grafana;
        this.length = length;
        this.dashboard = Dashboard.of(grafana.dashboard(uid)
                .orElseThrow(() -> new DashboardException(
                        "Grafana serves no dashboard '" + uid + "'; it serves " + grafana.dashboardUids())));
    }

    public Dashboard dashboard() {
        return dashboard;
    }

    /**
     * One query of a panel and what came of it.
     *
     * @param query as it was sent
     * @param verdict what it came to
     * @param reply the whole answer
     */
    public record Judged(PanelQuery query, FrameVerdict verdict, Reply reply) {
        /** Returns panel and query in words. */
        public String place() {
            return "panel '" + query.panel() + "', query " + query.refId();
        }
    }

    /**
     * Runs every query of every panel once, each by itself.
     *
     * @return one for each query that a browser would send
     */
    public List<Judged> runAll() {
        List<KnownSource> sources = grafana.knownSources();
        Instant now = Instant.now();
        TimeRange range = new TimeRange(now.minus(length).toEpochMilli(), now.toEpochMilli());
        Map<String, VariableValue> variables = new Variables(grafana, dashboard, range, sources).resolve();
        List<Judged> judged = new ArrayList<>();
        for (PanelQuery query : PanelQueries.of(dashboard, range, WIDTH, sources, variables)) {
            Reply reply = grafana.query(query.body());
            judged.add(new Judged(query, FrameVerdict.of(reply.status(), reply.anyJson(), query.refId()), reply));
        }
        return judged;
    }
}
