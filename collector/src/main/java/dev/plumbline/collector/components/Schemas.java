package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Schema;

/** What the block of each component may hold; for the stages of {@code loki.process} see {@link StageSchemas}. */
public final class Schemas {
    private static final int ANY = Integer.MAX_VALUE;

    private Schemas() {}

    /** Returns what {@code logging} may hold. */
    public static Schema logging() {
        return Schema.block()
                .oneOf("level", "info", "debug", "warn", "error", "")
                .oneOf("format", "logfmt", "json", "")
                .oneOf("destination", "stderr", "windows_event_log")
                .optional("write_to", Schema.Type.RECEIVERS);
    }

    /** Returns what {@code discovery.docker} may hold. */
    public static Schema discoveryDocker() {
        Schema filter = Schema.block().required("name", Schema.Type.STRING).required("values", Schema.Type.STRING_LIST);
        return component()
                .required("host", Schema.Type.STRING)
                .optional("port", Schema.Type.INTEGER, "80")
                .optional("host_networking_host", Schema.Type.STRING, "\"localhost\"")
                .optional("refresh_interval", Schema.Type.DURATION, "\"1m\"")
                .optional("match_first_network", Schema.Type.BOOL, "true")
                .inner("filter", 0, ANY, filter)
                .including(HttpClientSchema.client())
                .export("targets", Schema.Type.TARGETS);
    }

    /** Returns what {@code discovery.relabel} may hold. */
    public static Schema discoveryRelabel() {
        return component()
                .required("targets", Schema.Type.TARGETS)
                .inner("rule", 0, ANY, rule())
                .export("output", Schema.Type.TARGETS)
                .export("rules", Schema.Type.RELABEL_RULES);
    }

    /** Returns what {@code loki.relabel} may hold. */
    public static Schema lokiRelabel() {
        return component()
                .required("forward_to", Schema.Type.RECEIVERS)
                .optional("max_cache_size", Schema.Type.INTEGER, "10000")
                .inner("rule", 0, ANY, rule())
                .export("receiver", Schema.Type.RECEIVER)
                .export("rules", Schema.Type.RELABEL_RULES);
    }

    private static Schema rule() {
        return Schema.block()
                .optional("source_labels", Schema.Type.STRING_LIST)
                .optional("separator", Schema.Type.STRING, "\";\"")
                .optional("regex", Schema.Type.STRING, "\"(.*)\"")
                .optional("modulus", Schema.Type.INTEGER)
                .optional("target_label", Schema.Type.STRING)
                .optional("replacement", Schema.Type.STRING, "\"$1\"")
                .oneOf(
                        "action",
                        "replace",
                        "keep",
                        "drop",
                        "hashmod",
                        "labelmap",
                        "labeldrop",
                        "labelkeep",
                        "lowercase",
                        "uppercase",
                        "keepequal",
                        "dropequal");
    }

    /** Returns what {@code loki.source.docker} may hold. */
    public static Schema lokiSourceDocker() {
        return component()
                .required("host", Schema.Type.STRING)
                .required("targets", Schema.Type.TARGETS)
                .required("forward_to", Schema.Type.RECEIVERS)
                .optional("labels", Schema.Type.STRING_MAP)
                .optional("relabel_rules", Schema.Type.RELABEL_RULES)
                .optional("refresh_interval", Schema.Type.DURATION, "\"1m\"")
                .inner("http_client_config", 0, 1, HttpClientSchema.client());
    }

    /** Returns what {@code local.file_match} may hold. */
    public static Schema localFileMatch() {
        return component()
                .required("path_targets", Schema.Type.TARGETS)
                .optional("sync_period", Schema.Type.DURATION, "\"10s\"")
                .optional("ignore_older_than", Schema.Type.DURATION, "\"0s\"")
                .export("targets", Schema.Type.TARGETS);
    }

    /** Returns what {@code loki.source.file} may hold. */
    public static Schema lokiSourceFile() {
        Schema decompression = Schema.block()
                .required("enabled", Schema.Type.BOOL)
                .optional("initial_delay", Schema.Type.DURATION, "\"0s\"")
                .requiredOneOf("format", "gz", "z", "bz2");
        Schema watch = Schema.block()
                .optional("min_poll_frequency", Schema.Type.DURATION, "\"250ms\"")
                .optional("max_poll_frequency", Schema.Type.DURATION, "\"250ms\"");
        Schema match = Schema.block()
                .optional("enabled", Schema.Type.BOOL, "false")
                .optional("sync_period", Schema.Type.DURATION, "\"10s\"")
                .optional("ignore_older_than", Schema.Type.DURATION, "\"0s\"");
        return component()
                .required("targets", Schema.Type.TARGETS)
                .required("forward_to", Schema.Type.RECEIVERS)
                .optional("encoding", Schema.Type.STRING)
                .optional("tail_from_end", Schema.Type.BOOL, "false")
                .optional("legacy_positions_file", Schema.Type.STRING)
                .oneOf("on_positions_file_error", "restart_from_beginning", "skip", "restart_from_end")
                .inner("decompression", 0, 1, decompression)
                .inner("file_watch", 0, 1, watch)
                .inner("file_match", 0, 1, match);
    }

    /** Returns what {@code loki.process} may hold. */
    public static Schema lokiProcess() {
        return StageSchemas.stages(component().required("forward_to", Schema.Type.RECEIVERS))
                .export("receiver", Schema.Type.RECEIVER);
    }

    /** Returns what {@code loki.write} may hold. */
    public static Schema lokiWrite() {
        Schema wal = Schema.block()
                .optional("enabled", Schema.Type.BOOL, "false")
                .optional("max_segment_age", Schema.Type.DURATION, "\"1h\"")
                .optional("min_read_frequency", Schema.Type.DURATION, "\"250ms\"")
                .optional("max_read_frequency", Schema.Type.DURATION, "\"1s\"")
                .optional("drain_timeout", Schema.Type.DURATION, "\"30s\"");
        return component()
                .optional("external_labels", Schema.Type.STRING_MAP)
                .optional("max_streams", Schema.Type.INTEGER, "0")
                .inner("endpoint", 0, ANY, endpoint())
                .inner("wal", 0, 1, wal)
                .export("receiver", Schema.Type.RECEIVER);
    }

    private static Schema endpoint() {
        Schema queue = Schema.block()
                .optional("capacity", Schema.Type.BYTES, "\"10MiB\"")
                .optional("min_shards", Schema.Type.INTEGER, "1")
                .optional("drain_timeout", Schema.Type.DURATION, "\"15s\"")
                .optional("block_on_overflow", Schema.Type.BOOL, "true");
        return Schema.block()
                .optional("name", Schema.Type.STRING)
                .required("url", Schema.Type.STRING)
                .optional("batch_wait", Schema.Type.DURATION, "\"200ms\"")
                .optional("batch_size", Schema.Type.BYTES, "\"1MiB\"")
                .optional("remote_timeout", Schema.Type.DURATION, "\"10s\"")
                .optional("headers", Schema.Type.STRING_MAP)
                .optional("min_backoff_period", Schema.Type.DURATION, "\"500ms\"")
                .optional("max_backoff_period", Schema.Type.DURATION, "\"10s\"")
                .optional("max_backoff_retries", Schema.Type.INTEGER, "10")
                .optional("tenant_id", Schema.Type.STRING)
                .optional("retry_on_http_429", Schema.Type.BOOL, "true")
                .inner("queue_config", 0, 1, queue)
                .including(HttpClientSchema.client());
    }

    /** Returns what {@code prometheus.exporter.self} may hold: nothing. */
    public static Schema prometheusExporterSelf() {
        return component().export("targets", Schema.Type.TARGETS);
    }

    /** Returns what {@code prometheus.exporter.cadvisor} may hold. */
    public static Schema prometheusExporterCadvisor() {
        return component()
                .optional("store_container_labels", Schema.Type.BOOL, "true")
                .optional("allowlisted_container_labels", Schema.Type.STRING_LIST)
                .optional("env_metadata_allowlist", Schema.Type.STRING_LIST)
                .optional("raw_cgroup_prefix_allowlist", Schema.Type.STRING_LIST)
                .optional("perf_events_config", Schema.Type.STRING)
                .optional("resctrl_interval", Schema.Type.DURATION, "\"0s\"")
                .optional("disabled_metrics", Schema.Type.STRING_LIST)
                .optional("enabled_metrics", Schema.Type.STRING_LIST)
                .optional("storage_duration", Schema.Type.DURATION, "\"2m\"")
                .optional("containerd_host", Schema.Type.STRING, "\"/run/containerd/containerd.sock\"")
                .optional("containerd_namespace", Schema.Type.STRING, "\"k8s.io\"")
                .optional("docker_host", Schema.Type.STRING, "\"unix:///var/run/docker.sock\"")
                .optional("use_docker_tls", Schema.Type.BOOL, "false")
                .optional("docker_tls_cert", Schema.Type.STRING, "\"cert.pem\"")
                .optional("docker_tls_key", Schema.Type.STRING, "\"key.pem\"")
                .optional("docker_tls_ca", Schema.Type.STRING, "\"ca.pem\"")
                .optional("docker_only", Schema.Type.BOOL, "false")
                .optional("disable_root_cgroup_stats", Schema.Type.BOOL, "false")
                .export("targets", Schema.Type.TARGETS);
    }

    private static Schema component() {
        return Schema.block().label(Schema.Label.REQUIRED);
    }
}
