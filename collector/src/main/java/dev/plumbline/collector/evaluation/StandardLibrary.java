package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoStrings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions and constants of Alloy 1.18.1. */
final class StandardLibrary {
    /** Version of Alloy whose language this is; {@code constants.version}. */
    private static final String VERSION = "v1.18.1";

    /** Names without a namespace that Alloy still takes, with a warning. */
    private static final Set<String> DEPRECATED = Set.of(
            "env",
            "nonsensitive",
            "concat",
            "json_decode",
            "yaml_decode",
            "base64_decode",
            "format",
            "join",
            "replace",
            "split",
            "to_lower",
            "to_upper",
            "trim",
            "trim_prefix",
            "trim_suffix",
            "trim_space");

    /** Functions that Alloy only has at its experimental stability level. */
    private static final Set<String> EXPERIMENTAL = Set.of("array.combine_maps", "array.group_by");

    private final Scope scope;
    private final Map<String, Value> names;

    StandardLibrary(Scope scope) {
        this.scope = scope;
        Map<String, Value> all = new HashMap<>();
        Map<String, Value> strings = strings();
        Value concat = Kinds.function(StandardLibrary::concat);
        Value env = Kinds.function(this::environment);
        Value nonsensitive = Kinds.function(StandardLibrary::nonsensitive);
        all.put("string", new Value.Obj(strings));
        all.put("encoding", new Value.Obj(Encodings.functions()));
        all.put("array", new Value.Obj(Map.of("concat", concat)));
        all.put("sys", new Value.Obj(Map.of("env", env)));
        all.put("convert", new Value.Obj(Map.of("nonsensitive", nonsensitive)));
        all.put("file", new Value.Obj(Map.of("path_join", Kinds.function(StandardLibrary::joinPath))));
        all.put("constants", constants());
        all.put("coalesce", Kinds.function(StandardLibrary::coalesce));
        all.put("json_path", Kinds.function(JsonPath::call));
        all.putAll(strings);
        all.put("concat", concat);
        all.put("env", env);
        all.put("nonsensitive", nonsensitive);
        Encodings.deprecated(all);
        this.names = Map.copyOf(all);
    }

    static boolean isDeprecated(String name) {
        return DEPRECATED.contains(name);
    }

    static boolean isExperimental(String path) {
        return EXPERIMENTAL.contains(path);
    }

    static Set<String> namesOf(Scope scope) {
        return new StandardLibrary(scope).names.keySet();
    }

    /** Says what to write in place of a deprecated function. */
    static String replacement(String name) {
        return switch (name) {
            case "env" -> "use sys.env";
            case "nonsensitive" -> "use convert.nonsensitive";
            case "concat" -> "use array.concat";
            case "json_decode" -> "use encoding.from_json";
            case "yaml_decode" -> "use encoding.from_yaml";
            case "base64_decode" -> "use encoding.from_base64";
            default -> "use string." + name;
        };
    }

    Optional<Value> lookup(String name) {
        return Optional.ofNullable(names.get(name));
    }

    private static Value constants() {
        Map<String, Value> constants = new LinkedHashMap<>();
        constants.put("hostname", new Value.Text(hostname()));
        constants.put("os", new Value.Text("linux"));
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        constants.put(
                "arch", new Value.Text(arch.equals("aarch64") ? "arm64" : arch.equals("x86_64") ? "amd64" : arch));
        constants.put("version", new Value.Text(VERSION));
        return new Value.Obj(constants);
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
        }
    }

    private static Map<String, Value> strings() {
        Map<String, Value> strings = new LinkedHashMap<>();
        strings.put("format", Kinds.function(StandardLibrary::format));
        strings.put("join", Kinds.function(StandardLibrary::join));
        strings.put("split", Kinds.function(StandardLibrary::split));
        strings.put("replace", CallArguments.texts(3, t -> GoStrings.replaceAll(t.get(0), t.get(1), t.get(2))));
        strings.put("to_lower", CallArguments.texts(1, t -> GoStrings.toLower(t.get(0))));
        strings.put("to_upper", CallArguments.texts(1, t -> GoStrings.toUpper(t.get(0))));
        strings.put("trim", CallArguments.texts(2, t -> GoStrings.trim(t.get(0), t.get(1))));
        strings.put("trim_space", CallArguments.texts(1, t -> GoStrings.trimSpace(t.get(0))));
        strings.put(
                "trim_prefix",
                CallArguments.texts(
                        2,
                        t -> t.get(0).startsWith(t.get(1))
                                ? t.get(0).substring(t.get(1).length())
                                : t.get(0)));
        strings.put(
                "trim_suffix",
                CallArguments.texts(
                        2,
                        t -> t.get(0).endsWith(t.get(1))
                                ? t.get(0)
                                        .substring(
                                                0, t.get(0).length() - t.get(1).length())
                                : t.get(0)));
        return strings;
    }

    private Value environment(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 1);
        if (Kinds.isUnknown(arguments.getFirst())) {
            return CallArguments.UNKNOWN_TEXT;
        }
        return scope.environment(CallArguments.text(arguments, 0));
    }

    private static Value nonsensitive(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 1);
        return switch (arguments.getFirst()) {
            case Value.Secret s -> new Value.Text(s.value());
            case Value.Text t -> t;
            case Value.Null n -> new Value.Text("");
            default -> {
                Value other = arguments.getFirst();
                if (Kinds.isUnknown(other)) {
                    yield CallArguments.UNKNOWN_TEXT;
                }
                throw new CallException(0, "should be capsule, got " + Kinds.name(other));
            }
        };
    }

    private static Value concat(List<Value> arguments) throws CallException {
        List<Value> all = new ArrayList<>();
        boolean unknown = false;
        for (int i = 0; i < arguments.size(); i++) {
            Value argument = arguments.get(i);
            if (Kinds.isUnknown(argument) && CallArguments.maybe(argument, "array")) {
                unknown = true;
                continue;
            }
            if (!Kinds.isArray(argument)) {
                throw new CallException(i, "should be array, got " + Kinds.name(argument));
            }
            all.addAll(Kinds.elements(argument));
        }
        if (unknown) {
            return CallArguments.unknownArray(arguments);
        }
        return arguments.size() == 1 ? arguments.getFirst() : new Value.Array(all);
    }

    private static Value coalesce(List<Value> arguments) {
        for (Value argument : arguments) {
            if (Kinds.isUnknown(argument)) {
                return CallArguments.UNKNOWN;
            }
            if (!isZero(argument)) {
                return argument;
            }
        }
        return arguments.isEmpty() ? new Value.Null() : arguments.getLast();
    }

    private static boolean isZero(Value value) {
        return switch (value) {
            case Value.Null n -> true;
            case Value.Bool b -> !b.value();
            case Value.Whole w -> w.value() == 0;
            case Value.Decimal d -> Double.doubleToRawLongBits(d.value()) == 0;
            case Value.Text t -> t.value().isEmpty();
            case Value.Secret s -> s.value().isEmpty();
            case Value.Array a -> a.elements().isEmpty();
            case Value.Obj o -> o.fields().isEmpty();
            case Value.Capsule c -> Kinds.isBytes(c) && Kinds.elements(c).isEmpty();
        };
    }

    private static Value format(List<Value> arguments) throws CallException {
        if (arguments.isEmpty()) {
            throw new CallException("expected at least 1 args, got 0");
        }
        for (Value argument : arguments) {
            if (Kinds.holdsUnknown(argument)) {
                return CallArguments.UNKNOWN_TEXT;
            }
        }
        String format = CallArguments.text(arguments, 0);
        return new Value.Text(CallArguments.sprintf(format, arguments));
    }

    private static Value join(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 2);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN_TEXT;
        }
        return new Value.Text(String.join(CallArguments.text(arguments, 1), CallArguments.textList(arguments, 0)));
    }

    private static Value split(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 2);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN;
        }
        List<String> parts = GoStrings.split(CallArguments.text(arguments, 0), CallArguments.text(arguments, 1));
        return new Value.Array(parts.stream().<Value>map(Value.Text::new).toList());
    }

    private static Value joinPath(List<Value> arguments) throws CallException {
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN_TEXT;
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            elements.add(CallArguments.text(arguments, i));
        }
        return new Value.Text(GoStrings.joinPath(elements));
    }
}
