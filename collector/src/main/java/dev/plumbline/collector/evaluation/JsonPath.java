package dev.plumbline.collector.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.collector.config.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The function {@code json_path}: fields, indices, slices, unions, wildcards and descent. Filters are refused, and so
 * is a result whose order Alloy leaves to chance.
 */
final class JsonPath {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String path;
    private int at;
    private List<JsonNode> found;
    private boolean orderByChance;

    private JsonPath(String path, JsonNode root) {
        this.path = path;
        this.found = List.of(root);
    }

    static Value call(List<Value> arguments) throws CallException {
        CallArguments.expect(arguments, 2);
        if (CallArguments.anyUnknown(arguments)) {
            return CallArguments.UNKNOWN;
        }
        String path = CallArguments.text(arguments, 1);
        JsonPath walk = new JsonPath(path, read(CallArguments.text(arguments, 0)));
        List<JsonNode> found = path.isEmpty() ? List.of() : walk.walk();
        List<Value> values = new ArrayList<>();
        for (JsonNode node : found) {
            values.add(JsonValues.value(node, false));
        }
        return new Value.Array(values);
    }

    private static JsonNode read(String json) throws CallException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CallException(0, "not JSON, in line " + e.getLocation().getLineNr());
        }
    }

    private List<JsonNode> walk() throws CallException {
        if (path.startsWith("$") || path.startsWith("@")) {
            at = 1;
        } else if (!path.startsWith(".") && !path.startsWith("[")) {
            name();
        }
        while (at < path.length()) {
            step();
        }
        if (orderByChance && found.size() > 1) {
            throw new CallException(
                    1,
                    "json_path with * over an object or .. and more than one result is not supported: Alloy leaves their order to chance");
        }
        return found;
    }

    private void step() throws CallException {
        if (path.charAt(at) == '[') {
            at++;
            bracket();
        } else if (path.startsWith("..", at)) {
            at += 2;
            descend();
            if (at < path.length() && path.charAt(at) != '[') {
                name();
            }
        } else if (path.charAt(at) == '.') {
            at++;
            name();
        } else {
            throw failure("parse error");
        }
    }

    private void name() throws CallException {
        int start = at;
        while (at < path.length() && ".[](){},:'\"?=<>!&| \t\n".indexOf(path.charAt(at)) < 0) {
            at++;
        }
        String name = path.substring(start, at);
        if (name.isEmpty()) {
            throw failure("a name is missing");
        }
        if (name.equals("*")) {
            wildcard();
        } else {
            select(List.of(TextNode.valueOf(name)));
        }
    }

    private void bracket() throws CallException {
        int close = closing();
        String inner = path.substring(at, close).strip();
        at = close + 1;
        if (inner.equals("*")) {
            wildcard();
        } else if (inner.startsWith("?") || inner.startsWith("(")) {
            throw failure("json_path filters and scripts are not supported");
        } else if (inner.matches("-?\\d{0,9}\\s*:\\s*-?\\d{0,9}(\\s*:\\s*\\d{0,9})?")) {
            slice(inner.replaceAll("\\s", "").split(":", -1));
        } else {
            select(keys(inner));
        }
    }

    private int closing() throws CallException {
        char quote = 0;
        for (int i = at; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ']') {
                return i;
            }
        }
        throw failure("not terminated");
    }

    private List<JsonNode> keys(String inner) throws CallException {
        List<JsonNode> keys = new ArrayList<>();
        for (String part : inner.split(",(?=(?:[^']*'[^']*')*[^']*$)(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            String key = part.strip();
            if (key.matches("-?\\d{1,9}")) {
                keys.add(IntNode.valueOf(Integer.parseInt(key)));
            } else if (key.matches("'[^'\\\\]*'|\"[^\"\\\\]*\"")) {
                keys.add(TextNode.valueOf(key.substring(1, key.length() - 1)));
            } else {
                throw failure("parse error at " + key);
            }
        }
        return keys;
    }

    private void select(List<JsonNode> keys) {
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode node : found) {
            for (JsonNode key : keys) {
                JsonNode child = key.isTextual()
                        ? node.isObject() ? node.path(key.textValue()) : node.path(-1)
                        : node.isArray() ? node.path(index(key.intValue(), node.size())) : node.path(-1);
                if (!child.isMissingNode()) {
                    next.add(child);
                }
            }
        }
        found = next;
    }

    private static int index(int written, int size) {
        return written < 0 ? written + size : written;
    }

    private void slice(String[] parts) {
        List<JsonNode> next = new ArrayList<>();
        int step = parts.length < 3 || parts[2].isEmpty() ? 1 : Math.max(1, Integer.parseInt(parts[2]));
        for (JsonNode node : found) {
            if (node.isArray()) {
                int first = parts[0].isEmpty() ? 0 : index(Integer.parseInt(parts[0]), node.size());
                int end = parts[1].isEmpty() ? node.size() : index(Integer.parseInt(parts[1]), node.size());
                for (int i = Math.max(0, first); i < Math.min(end, node.size()); i += step) {
                    next.add(node.get(i));
                }
            }
        }
        found = next;
    }

    private void wildcard() {
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode node : found) {
            orderByChance |= node.isObject() && node.size() > 1;
            node.forEach(next::add);
        }
        found = next;
    }

    private void descend() {
        List<JsonNode> next = new ArrayList<>();
        found.forEach(node -> descend(node, next));
        orderByChance = true;
        found = next;
    }

    private static void descend(JsonNode node, List<JsonNode> into) {
        into.add(node);
        node.forEach(child -> descend(child, into));
    }

    private CallException failure(String why) {
        return new CallException(1, why + " in JSON path \"" + path + "\"");
    }
}
