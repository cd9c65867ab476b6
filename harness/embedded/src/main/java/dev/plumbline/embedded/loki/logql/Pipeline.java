package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compiled stages in the order in which Loki runs them: line filters move ahead of parsers. */
final class Pipeline {
    private final List<Step> steps;

    private Pipeline(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Compiles stages.
     *
     * @throws LogQlException that shows the stage which does not compile
     */
    static Pipeline of(List<Stage> stages) {
        List<Step> steps = new ArrayList<>();
        List<Stage.LineFilter> filters = new ArrayList<>();
        List<Stage> others = new ArrayList<>();
        for (Stage stage : stages) {
            switch (stage) {
                case Stage.Filter filter -> {
                    flush(steps, filters, others);
                    steps.add(Steps.of(filter));
                }
                case Stage.LineFilter filter -> filters.add(filter);
                case Stage.LineFormat format -> {
                    others.add(format);
                    flush(steps, filters, others);
                }
                case Stage.Unpack unpack -> {
                    others.add(unpack);
                    flush(steps, filters, others);
                }
                default -> others.add(stage);
            }
        }
        flush(steps, filters, others);
        return new Pipeline(List.copyOf(steps));
    }

    private static void flush(List<Step> steps, List<Stage.LineFilter> filters, List<Stage> others) {
        if (!filters.isEmpty()) {
            steps.add(Steps.lineFilters(filters));
        }
        others.forEach(stage -> steps.add(Steps.of(stage)));
        filters.clear();
        others.clear();
    }

    boolean process(Line line) {
        for (Step step : steps) {
            if (!step.process(line)) {
                return false;
            }
        }
        return true;
    }

    List<String> reads() {
        Set<String> names = new LinkedHashSet<>();
        steps.forEach(step -> names.addAll(step.reads()));
        return List.copyOf(names);
    }

    static List<LabelFilter> filters(List<Stage> stages) {
        List<LabelFilter> filters = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage instanceof Stage.Filter filter) {
                filters.add(filter.filter());
            }
        }
        return filters;
    }
}
