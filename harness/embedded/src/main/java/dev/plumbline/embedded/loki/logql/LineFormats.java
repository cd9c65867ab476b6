package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.RangeAggregation;
import java.util.ArrayList;
import java.util.List;

/** Leaves out formatting of lines that nothing looks at, as Loki does: then it cannot fail either. */
final class LineFormats {
    private LineFormats() {}

    static List<Stage> withoutUseless(RangeAggregation expr) {
        List<Stage> stages = expr.range().selector().stages();
        if (expr.operation().startsWith("bytes")) {
            return stages;
        }
        List<Stage> kept = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (!(stages.get(i) instanceof Stage.LineFormat)
                    || stages.subList(i, stages.size()).stream().anyMatch(LineFormats::readsLine)) {
                kept.add(stages.get(i));
            }
        }
        return kept;
    }

    private static boolean readsLine(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter s -> true;
            case Stage.Logfmt s -> true;
            case Stage.LogfmtFields s -> true;
            case Stage.Json s -> true;
            case Stage.JsonFields s -> true;
            case Stage.Regexp s -> true;
            case Stage.Pattern s -> true;
            case Stage.Unpack s -> true;
            case Stage.Filter s -> false;
            case Stage.LineFormat s -> false;
            case Stage.LabelFormat s -> false;
            case Stage.Decolorize s -> false;
            case Stage.Drop s -> false;
            case Stage.Keep s -> false;
        };
    }
}
