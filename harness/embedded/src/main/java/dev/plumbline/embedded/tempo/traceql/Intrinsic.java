package dev.plumbline.embedded.tempo.traceql;

/** Fields that every span has, beside its attributes. */
public enum Intrinsic {
    NONE("none", Type.ATTRIBUTE, Level.NONE),
    DURATION("duration", Type.DURATION, Level.SPAN),
    NAME("name", Type.STRING, Level.SPAN),
    STATUS("status", Type.STATUS, Level.SPAN),
    STATUS_MESSAGE("statusMessage", Type.STRING, Level.SPAN),
    KIND("kind", Type.KIND, Level.SPAN),
    CHILD_COUNT("span:childCount", Type.INT, Level.SPAN),
    ROOT_SERVICE("rootServiceName", Type.STRING, Level.TRACE),
    ROOT_NAME("rootName", Type.STRING, Level.TRACE),
    TRACE_DURATION("traceDuration", Type.DURATION, Level.TRACE),
    TRACE_ID("trace:id", Type.STRING, Level.TRACE),
    NESTED_SET_LEFT("nestedSetLeft", Type.INT, Level.SPAN),
    NESTED_SET_RIGHT("nestedSetRight", Type.INT, Level.SPAN),
    NESTED_SET_PARENT("nestedSetParent", Type.INT, Level.SPAN),
    EVENT_NAME("event:name", Type.STRING, Level.EVENT),
    EVENT_TIME_SINCE_START("event:timeSinceStart", Type.DURATION, Level.EVENT),
    LINK_SPAN_ID("link:spanID", Type.STRING, Level.LINK),
    LINK_TRACE_ID("link:traceID", Type.STRING, Level.LINK),
    INSTRUMENTATION_NAME("instrumentation:name", Type.ATTRIBUTE, Level.INSTRUMENTATION),
    INSTRUMENTATION_VERSION("instrumentation:version", Type.ATTRIBUTE, Level.INSTRUMENTATION),
    SPAN_ID("span:id", Type.STRING, Level.SPAN),
    PARENT_ID("span:parentID", Type.STRING, Level.SPAN),
    PARENT("parent", Type.NIL, Level.NONE),
    /** When the span began; asked for by the engine, not by users. */
    SPAN_START("spanStartTime", Type.ATTRIBUTE, Level.SPAN),
    /** When the trace began; asked for by the engine, not by users. */
    TRACE_START("traceStartTime", Type.ATTRIBUTE, Level.TRACE),
    /** Stands for the columns that a structural operator needs. */
    STRUCTURE("structure", Type.NIL, Level.SPAN);

    /** What an intrinsic belongs to. */
    public enum Level {
        NONE,
        TRACE,
        SPAN,
        EVENT,
        LINK,
        INSTRUMENTATION
    }

    private final String text;
    private final Type type;
    private final Level level;

    Intrinsic(String text, Type type, Level level) {
        this.text = text;
        this.type = type;
        this.level = level;
    }

    /** Returns the name under which results show it. */
    public String text() {
        return text;
    }

    Type type() {
        return type;
    }

    /** Returns what it belongs to. */
    public Level level() {
        return level;
    }
}
