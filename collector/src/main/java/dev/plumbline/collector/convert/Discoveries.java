package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Converts what finds files to read: static targets, file discovery, Kubernetes, clouds. */
final class Discoveries {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final List<String> targets = new ArrayList<>();

    Discoveries(Section scrape, String label, AlloyText out) {
        CloudDiscoveries.BEFORE_FILES.forEach(kind -> targets.addAll(kind.write(scrape, label, out)));
        int files = 0;
        for (Section file : scrape.sections("file_sd_configs", Set.of("files", "refresh_interval"))) {
            String own = numbered(label, files++);
            out.open("discovery.file", own)
                    .raw("files", AlloyText.list(file.texts("files")))
                    .duration(
                            "refresh_interval", file.prometheusDuration("refresh_interval", FIVE_MINUTES), FIVE_MINUTES)
                    .close();
            targets.add("discovery.file." + own + ".targets");
        }
        CloudDiscoveries.AFTER_FILES.forEach(kind -> targets.addAll(kind.write(scrape, label, out)));
        int clusters = 0;
        for (Section cluster : scrape.sections("kubernetes_sd_configs", Kubernetes.KEYS)) {
            String own = numbered(label, clusters++);
            Kubernetes.write(cluster, own, out);
            targets.add("discovery.kubernetes." + own + ".targets");
        }
        CloudDiscoveries.LAST.forEach(kind -> targets.addAll(kind.write(scrape, label, out)));
        statics(scrape);
        targets.addAll(CloudDiscoveries.CONSUL_AGENT.write(scrape, label, out));
    }

    static String numbered(String label, int index) {
        return index == 0 ? label : label + "_" + (index + 1);
    }

    private void statics(Section scrape) {
        List<String> objects = new ArrayList<>();
        for (Section group : scrape.sections("static_configs", Set.of("targets", "labels"))) {
            List<String> addresses = group.has("targets") ? group.texts("targets") : List.of();
            for (String address : addresses.isEmpty() ? List.of("localhost") : addresses) {
                Map<String, String> target = new TreeMap<>(group.map("labels"));
                target.put("__address__", address);
                objects.add(AlloyText.object(target));
            }
        }
        if (!objects.isEmpty()) {
            targets.add(
                    objects.size() == 1
                            ? "[" + objects.getFirst() + "]"
                            : "[\n" + String.join(",\n", objects) + ",\n]");
        }
    }

    boolean any() {
        return !targets.isEmpty();
    }

    /** Returns all targets as one expression. */
    String targets() {
        return switch (targets.size()) {
            case 0 -> "[]";
            case 1 -> targets.getFirst();
            default -> "array.concat(\n" + String.join(",\n", targets) + ",\n)";
        };
    }
}
