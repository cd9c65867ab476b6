package dev.plumbline.embedded.loki.logql;

/** What a metric answers where a stage failed. */
final class PipelineErrors {
    private PipelineErrors() {}

    static LogQlException of(Labels labels) {
        String kind = labels.get(LabelsBuilder.ERROR);
        return LogQlException.bad("pipeline error: '" + kind + "' for series: '" + labels + "'.\n"
                + "Use a label filter to intentionally skip this error. (e.g | __error__!=\"" + kind + "\").\n"
                + "To skip all potential errors you can match empty errors.(e.g __error__=\"\")\n"
                + "The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__=\"\" )\n");
    }
}
