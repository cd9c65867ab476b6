package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Converts what finds files to read: static targets, Kubernetes, file discovery. */
final class Discoveries {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** Discoveries of Promtail that are not converted. */
    static final List<String> UNSUPPORTED = List.of(
            "azure_sd_configs",
            "consul_sd_configs",
            "consulagent_sd_configs",
            "digitalocean_sd_configs",
            "dockerswarm_sd_configs",
            "dns_sd_configs",
            "ec2_sd_configs",
            "gce_sd_configs",
            "marathon_sd_configs",
            "nerve_sd_configs",
            "openstack_sd_configs",
            "serverset_sd_configs",
            "triton_sd_configs");

    private final List<String> targets = new ArrayList<>();

    Discoveries(Section scrape, String label, AlloyText out) {
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
        int clusters = 0;
        for (Section cluster : scrape.sections("kubernetes_sd_configs", Kubernetes.KEYS)) {
            String own = numbered(label, clusters++);
            Kubernetes.write(cluster, own, out);
            targets.add("discovery.kubernetes." + own + ".targets");
        }
        statics(scrape);
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
