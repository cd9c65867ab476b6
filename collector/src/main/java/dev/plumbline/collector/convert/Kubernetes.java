package dev.plumbline.collector.convert;

import java.util.List;
import java.util.Set;

/** Converts {@code kubernetes_sd_configs}. */
final class Kubernetes {
    static final Set<String> KEYS = HttpClient.with(
            HttpClient.KEYS,
            Set.of("api_server", "role", "kubeconfig_file", "namespaces", "selectors", "attach_metadata"));

    private static final List<String> ROLES =
            List.of("node", "pod", "service", "endpoints", "endpointslice", "ingress");

    /** What Promtail adds by itself for pods: only those of its own node. */
    private static final String OWN_NODE = "\"spec.nodeName=\" + coalesce(sys.env(\"HOSTNAME\"), constants.hostname)";

    private Kubernetes() {}

    static void write(Section cluster, String label, AlloyText out) {
        String role = cluster.text("role", "");
        if (!ROLES.contains(role)) {
            throw new ConversionException("unknown Kubernetes SD role \"" + role + "\"; expected one of " + ROLES);
        }
        out.open("discovery.kubernetes", label)
                .text("api_server", cluster.text("api_server", ""), "")
                .text("role", role)
                .text("kubeconfig_file", cluster.text("kubeconfig_file", ""), "");
        HttpClient.write(cluster, out);
        cluster.section("namespaces", Set.of("own_namespace", "names"))
                .filter(n -> n.flag("own_namespace", false) || !n.texts("names").isEmpty())
                .ifPresent(n -> out.open("namespaces")
                        .flag("own_namespace", n.flag("own_namespace", false), false)
                        .texts("names", n.texts("names"))
                        .close());
        for (Section selector : cluster.sections("selectors", Set.of("role", "label", "field"))) {
            out.open("selectors")
                    .text("role", selector.text("role", ""))
                    .text("label", selector.text("label", ""), "")
                    .text("field", selector.text("field", ""), "")
                    .close();
        }
        if (role.equals("pod")) {
            out.open("selectors").text("role", "pod").raw("field", OWN_NODE).close();
        }
        cluster.section("attach_metadata", Set.of("node", "namespace"))
                .filter(a -> a.flag("node", false) || a.flag("namespace", false))
                .ifPresent(a -> out.open("attach_metadata")
                        .flag("node", a.flag("node", false), false)
                        .flag("namespace", a.flag("namespace", false), false)
                        .close());
        out.close();
    }
}
