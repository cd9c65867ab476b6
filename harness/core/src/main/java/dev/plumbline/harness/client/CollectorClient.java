package dev.plumbline.harness.client;

import java.util.ArrayList;
import java.util.List;

/** Asks the log collector; whatever collector it is, it has readiness and Prometheus metrics. */
public final class CollectorClient {
    private final Http http;

    public CollectorClient(Http http) {
        this.http = http;
    }

    /** Returns what {@code /-/ready} answers. */
    public Reply ready() {
        return http.get("/-/ready");
    }

    /**
     * Adds up all series of a metric.
     *
     * @param name of the metric, without labels
     * @return the sum, 0 if there is no such series
     */
    public double sum(String name) {
        double sum = 0;
        for (String line : lines(name)) {
            sum += GoNumbers.parse(line.substring(line.lastIndexOf(' ') + 1));
        }
        return sum;
    }

    /** Returns the exposition lines of a metric, such as one for each reason. */
    public List<String> lines(String name) {
        List<String> found = new ArrayList<>();
        for (String line : http.get("/metrics").body().split("\n")) {
            if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
                found.add(line);
            }
        }
        return found;
    }
}
