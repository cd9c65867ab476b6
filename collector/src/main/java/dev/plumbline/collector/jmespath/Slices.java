package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Slices as in Python: {@code [start:stop:step]}. */
final class Slices {
    private Slices() {}

    static Json of(Node.Slice slice, Json value) throws JmesException {
        return switch (value) {
            case Json.Array array -> {
                List<Json> kept = new ArrayList<>();
                for (int i : indexes(slice, array.elements().size())) {
                    kept.add(array.elements().get(i));
                }
                yield new Json.Array(kept);
            }
            case Json.Text text -> {
                int[] runes = text.value().codePoints().toArray();
                StringBuilder kept = new StringBuilder();
                for (int i : indexes(slice, runes.length)) {
                    kept.appendCodePoint(runes[i]);
                }
                yield new Json.Text(kept.toString());
            }
            case Json.Null other -> Json.none();
            case Json.Bool other -> Json.none();
            case Json.Num other -> Json.none();
            case Json.Obj other -> Json.none();
        };
    }

    private static List<Integer> indexes(Node.Slice slice, int length) throws JmesException {
        int step = slice.step().orElse(1);
        if (step == 0) {
            throw new JmesException("invalid slice, step cannot be 0");
        }
        int start = slice.start().map(i -> capped(length, i, step)).orElse(step < 0 ? length - 1 : 0);
        int stop = slice.stop().map(i -> capped(length, i, step)).orElse(step < 0 ? -1 : length);
        List<Integer> indexes = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            indexes.add((int) i);
        }
        return indexes;
    }

    private static int capped(int length, int index, int step) {
        if (index < 0) {
            int fromEnd = index + length;
            return fromEnd >= 0 ? fromEnd : step < 0 ? -1 : 0;
        }
        return index < length ? index : step < 0 ? length - 1 : length;
    }
}
