package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Schema;

/** What the stages of {@code loki.process} may hold. */
public final class StageSchemas {
    private static final int ANY = Integer.MAX_VALUE;

    /** How deep {@code stage.match} may stand in itself: a schema is a finite tree. */
    private static final int DEEPEST_MATCH = 8;

    private StageSchemas() {}

    /** Adds all stages to the schema of a block that holds stages. */
    public static Schema stages(Schema holder) {
        return stages(holder, DEEPEST_MATCH);
    }

    private static Schema stages(Schema holder, int depth) {
        Schema flat = extracting(changing(dropping(labelling(holder)))).inner("stage.metrics", 0, ANY, metrics());
        if (depth == 0) {
            return flat;
        }
        Schema match = Schema.block()
                .required("selector", Schema.Type.STRING)
                .optional("action", Schema.Type.STRING, "\"keep\"")
                .optional("pipeline_name", Schema.Type.STRING)
                .optional("drop_counter_reason", Schema.Type.STRING, "\"match_stage\"");
        return flat.inner("stage.match", 0, ANY, stages(match, depth - 1));
    }

    private static Schema extracting(Schema holder) {
        return holder.inner(
                        "stage.cri",
                        0,
                        ANY,
                        Schema.block()
                                .optional("max_partial_lines", Schema.Type.INTEGER, "100")
                                .optional("max_partial_line_size", Schema.Type.INTEGER, "0")
                                .optional("max_partial_line_size_truncate", Schema.Type.BOOL, "false"))
                .inner("stage.docker", 0, ANY, Schema.block())
                .inner(
                        "stage.json",
                        0,
                        ANY,
                        Schema.block()
                                .optional("expressions", Schema.Type.STRING_MAP)
                                .optional("regex", Schema.Type.STRING)
                                .optional("source", Schema.Type.STRING)
                                .optional("drop_malformed", Schema.Type.BOOL, "false"))
                .inner(
                        "stage.logfmt",
                        0,
                        ANY,
                        Schema.block()
                                .optional("mapping", Schema.Type.STRING_MAP)
                                .optional("source", Schema.Type.STRING)
                                .optional("regex", Schema.Type.STRING))
                .inner("stage.pattern", 0, ANY, grouped("pattern"))
                .inner("stage.regex", 0, ANY, grouped("expression"))
                .inner("stage.eventlogmessage", 0, ANY, windows())
                .inner("stage.windowsevent", 0, ANY, windows())
                .inner(
                        "stage.geoip",
                        0,
                        ANY,
                        Schema.block()
                                .required("db", Schema.Type.STRING)
                                .required("source", Schema.Type.STRING)
                                .optional("db_type", Schema.Type.STRING)
                                .optional("custom_lookups", Schema.Type.STRING_MAP))
                .inner("stage.timestamp", 0, ANY, timestamp());
    }

    private static Schema grouped(String name) {
        return Schema.block()
                .required(name, Schema.Type.STRING)
                .optional("source", Schema.Type.STRING)
                .optional("labels_from_groups", Schema.Type.BOOL, "false");
    }

    private static Schema windows() {
        return Schema.block()
                .optional("source", Schema.Type.STRING, "\"message\"")
                .optional("drop_invalid_labels", Schema.Type.BOOL, "false")
                .optional("overwrite_existing", Schema.Type.BOOL, "false");
    }

    private static Schema timestamp() {
        return Schema.block()
                .required("source", Schema.Type.STRING)
                .required("format", Schema.Type.STRING)
                .optional("fallback_formats", Schema.Type.STRING_LIST)
                .optional("location", Schema.Type.STRING)
                .optional("action_on_failure", Schema.Type.STRING, "\"fudge\"")
                .optional("action_on_duplicate_timestamp", Schema.Type.STRING, "\"fudge\"");
    }

    private static Schema labelling(Schema holder) {
        Schema names = Schema.block().required("values", Schema.Type.STRING_LIST);
        return holder.inner("stage.label_drop", 0, ANY, names)
                .inner("stage.label_keep", 0, ANY, names)
                .inner(
                        "stage.labels",
                        0,
                        ANY,
                        Schema.block()
                                .required("values", Schema.Type.STRING_MAP)
                                .oneOf("source_type", "extracted", "structured_metadata", ""))
                .inner("stage.static_labels", 0, ANY, Schema.block().required("values", Schema.Type.STRING_MAP))
                .inner(
                        "stage.structured_metadata",
                        0,
                        ANY,
                        Schema.block()
                                .optional("values", Schema.Type.STRING_MAP)
                                .optional("regex", Schema.Type.STRING))
                .inner("stage.structured_metadata_drop", 0, ANY, names)
                .inner(
                        "stage.tenant",
                        0,
                        ANY,
                        Schema.block()
                                .optional("label", Schema.Type.STRING)
                                .optional("source", Schema.Type.STRING)
                                .optional("value", Schema.Type.STRING));
    }

    private static Schema dropping(Schema holder) {
        return holder.inner(
                        "stage.drop",
                        0,
                        ANY,
                        Schema.block()
                                .optional("drop_counter_reason", Schema.Type.STRING, "\"drop_stage\"")
                                .optional("source", Schema.Type.STRING)
                                .optional("value", Schema.Type.STRING)
                                .optional("separator", Schema.Type.STRING, "\";\"")
                                .optional("expression", Schema.Type.STRING)
                                .optional("older_than", Schema.Type.DURATION)
                                .optional("longer_than", Schema.Type.BYTES))
                .inner(
                        "stage.limit",
                        0,
                        ANY,
                        Schema.block()
                                .required("rate", Schema.Type.NUMBER)
                                .required("burst", Schema.Type.INTEGER)
                                .optional("drop", Schema.Type.BOOL, "false")
                                .optional("by_label_name", Schema.Type.STRING)
                                .optional("max_distinct_labels", Schema.Type.INTEGER, "10000"))
                .inner(
                        "stage.sampling",
                        0,
                        ANY,
                        Schema.block()
                                .optional("drop_counter_reason", Schema.Type.STRING, "\"sampling_stage\"")
                                .required("rate", Schema.Type.NUMBER));
    }

    private static Schema changing(Schema holder) {
        Schema rule = Schema.block()
                .required("limit", Schema.Type.BYTES)
                .optional("suffix", Schema.Type.STRING)
                .optional("sources", Schema.Type.STRING_LIST)
                .oneOf("source_type", "line", "label", "structured_metadata", "extracted");
        return holder.inner("stage.decolorize", 0, ANY, Schema.block())
                .inner(
                        "stage.luhn",
                        0,
                        ANY,
                        Schema.block()
                                .optional("replacement", Schema.Type.STRING, "\"**REDACTED**\"")
                                .optional("source", Schema.Type.STRING)
                                .optional("min_length", Schema.Type.INTEGER, "13")
                                .optional("delimiters", Schema.Type.STRING))
                .inner(
                        "stage.multiline",
                        0,
                        ANY,
                        Schema.block()
                                .required("firstline", Schema.Type.STRING)
                                .optional("max_lines", Schema.Type.INTEGER, "128")
                                .optional("max_wait_time", Schema.Type.DURATION, "\"3s\"")
                                .optional("trim_newlines", Schema.Type.BOOL, "true"))
                .inner("stage.output", 0, ANY, Schema.block().required("source", Schema.Type.STRING))
                .inner(
                        "stage.pack",
                        0,
                        ANY,
                        Schema.block()
                                .required("labels", Schema.Type.STRING_LIST)
                                .optional("ingest_timestamp", Schema.Type.BOOL, "true"))
                .inner(
                        "stage.replace",
                        0,
                        ANY,
                        Schema.block()
                                .required("expression", Schema.Type.STRING)
                                .optional("source", Schema.Type.STRING)
                                .optional("replace", Schema.Type.STRING))
                .inner(
                        "stage.template",
                        0,
                        ANY,
                        Schema.block().required("source", Schema.Type.STRING).required("template", Schema.Type.STRING))
                .inner("stage.truncate", 0, ANY, Schema.block().inner("rule", 1, ANY, rule));
    }

    private static Schema metrics() {
        return Schema.block()
                .inner(
                        "metric.counter",
                        0,
                        ANY,
                        metric().required("action", Schema.Type.STRING)
                                .optional("match_all", Schema.Type.BOOL, "false")
                                .optional("count_entry_bytes", Schema.Type.BOOL, "false"))
                .inner("metric.gauge", 0, ANY, metric().required("action", Schema.Type.STRING))
                .inner("metric.histogram", 0, ANY, metric().required("buckets", Schema.Type.NUMBER_LIST));
    }

    private static Schema metric() {
        return Schema.block()
                .required("name", Schema.Type.STRING)
                .optional("description", Schema.Type.STRING)
                .optional("source", Schema.Type.STRING)
                .optional("prefix", Schema.Type.STRING, "\"loki_process_custom_\"")
                .optional("max_idle_duration", Schema.Type.DURATION, "\"5m\"")
                .optional("value", Schema.Type.STRING);
    }
}
