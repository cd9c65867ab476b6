package dev.plumbline.embedded.tempo.traceql;

import java.util.Map;

/** Reads attributes and intrinsics. */
final class FieldNames {
    private static final Map<String, Intrinsic> INTRINSICS = Map.ofEntries(
            Map.entry("duration", Intrinsic.DURATION),
            Map.entry("name", Intrinsic.NAME),
            Map.entry("status", Intrinsic.STATUS),
            Map.entry("statusMessage", Intrinsic.STATUS_MESSAGE),
            Map.entry("kind", Intrinsic.KIND),
            Map.entry("parent", Intrinsic.PARENT),
            Map.entry("rootName", Intrinsic.ROOT_NAME),
            Map.entry("rootServiceName", Intrinsic.ROOT_SERVICE),
            Map.entry("traceDuration", Intrinsic.TRACE_DURATION),
            Map.entry("nestedSetLeft", Intrinsic.NESTED_SET_LEFT),
            Map.entry("nestedSetRight", Intrinsic.NESTED_SET_RIGHT),
            Map.entry("nestedSetParent", Intrinsic.NESTED_SET_PARENT));
    private static final Map<String, Map<String, Intrinsic>> SCOPED = Map.of(
            "trace:",
            Map.of(
                    "duration", Intrinsic.TRACE_DURATION,
                    "rootName", Intrinsic.ROOT_NAME,
                    "rootService", Intrinsic.ROOT_SERVICE,
                    "id", Intrinsic.TRACE_ID),
            "span:",
            Map.of(
                    "duration", Intrinsic.DURATION,
                    "name", Intrinsic.NAME,
                    "kind", Intrinsic.KIND,
                    "status", Intrinsic.STATUS,
                    "statusMessage", Intrinsic.STATUS_MESSAGE,
                    "id", Intrinsic.SPAN_ID,
                    "parentID", Intrinsic.PARENT_ID,
                    "childCount", Intrinsic.CHILD_COUNT),
            "event:",
            Map.of("name", Intrinsic.EVENT_NAME, "timeSinceStart", Intrinsic.EVENT_TIME_SINCE_START),
            "link:",
            Map.of("traceID", Intrinsic.LINK_TRACE_ID, "spanID", Intrinsic.LINK_SPAN_ID),
            "instrumentation:",
            Map.of("name", Intrinsic.INSTRUMENTATION_NAME, "version", Intrinsic.INSTRUMENTATION_VERSION));
    private static final Map<String, Scope> SCOPES = Map.of(
            ".", Scope.NONE,
            "resource.", Scope.RESOURCE,
            "span.", Scope.SPAN,
            "event.", Scope.EVENT,
            "link.", Scope.LINK,
            "instrumentation.", Scope.INSTRUMENTATION);

    private FieldNames() {}

    static boolean isStart(Tokens tokens) {
        String type = tokens.peek().type();
        return INTRINSICS.containsKey(type)
                || SCOPED.containsKey(type)
                || SCOPES.containsKey(type)
                || type.equals("parent.");
    }

    static Attribute read(Tokens tokens) {
        if (!isStart(tokens)) {
            throw tokens.unexpected();
        }
        String start = tokens.take().type();
        Intrinsic plain = INTRINSICS.get(start);
        if (plain != null) {
            return Attribute.of(plain);
        }
        Map<String, Intrinsic> inner = SCOPED.get(start);
        if (inner != null) {
            Intrinsic intrinsic = inner.get(tokens.peek().type());
            if (intrinsic == null) {
                throw tokens.unexpected(inner.size() <= 4 ? expected(start) : new String[0]);
            }
            tokens.take();
            return Attribute.of(intrinsic);
        }
        boolean parent = start.equals("parent.");
        String scope = parent && tokens.at("span.", "resource.") ? tokens.take().type() : parent ? "." : start;
        String name = tokens.expect(Token.IDENTIFIER).text();
        tokens.expect(Token.END_ATTRIBUTE);
        return new Attribute(SCOPES.getOrDefault(scope, Scope.NONE), name, Intrinsic.NONE, parent);
    }

    /** Names what may follow, in the order in which the real parser lists it. */
    private static String[] expected(String start) {
        return switch (start) {
            case "trace:" -> new String[] {"duration", "rootName", "rootService", "id"};
            case "event:" -> new String[] {"name", "timeSinceStart"};
            case "link:" -> new String[] {"traceID", "spanID"};
            default -> new String[] {"name", "version"};
        };
    }
}
