package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;

/** What counts as true: everything but null, false, and what is empty. */
final class Truth {
    private Truth() {}

    static boolean of(Json value) {
        return switch (value) {
            case Json.Null none -> false;
            case Json.Bool bool -> bool.value();
            case Json.Num num -> true;
            case Json.Text text -> !text.value().isEmpty();
            case Json.Array array -> !array.elements().isEmpty();
            case Json.Obj obj -> !obj.fields().isEmpty();
        };
    }
}
