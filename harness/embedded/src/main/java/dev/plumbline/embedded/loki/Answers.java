package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.http.Response;
import java.math.BigDecimal;
import java.util.Collection;

/** Shapes of Loki's JSON answers. */
final class Answers {
    private Answers() {}

    static Response success(JsonNode data) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "success");
        answer.set("data", data);
        return Response.json(200, answer);
    }

    static Response data(String type, JsonNode result) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("resultType", type);
        data.set("result", result);
        return success(data);
    }

    /** A list of names; the key itself is left out where there is none. */
    static Response names(Collection<String> names) {
        if (names.isEmpty()) {
            return Response.json(200, JsonNodeFactory.instance.objectNode().put("status", "success"));
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        names.forEach(list::add);
        return success(list);
    }

    /** A moment in seconds, to the millisecond, and a number as text. */
    static void point(ArrayNode into, long nanos, double value) {
        BigDecimal seconds =
                BigDecimal.valueOf(Math.floorDiv(nanos, 1_000_000L), 3).stripTrailingZeros();
        into.add(seconds.scale() < 0 ? seconds.setScale(0) : seconds).add(GoStrings.plain(value));
    }
}
