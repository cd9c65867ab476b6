package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Compiles stages. */
final class Steps {
    private static final Pattern ANSI =
            Pattern.compile("[\u001B\u009B][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\u0007)|"
                    + "(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))");

    private Steps() {}

    static Step of(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter filter -> lineFilters(List.of(filter));
            case Stage.Logfmt logfmt -> new LogfmtStep(logfmt.strict(), logfmt.keepEmpty());
            case Stage.LogfmtFields fields -> shown(stage, () -> LogfmtFieldsStep.of(fields));
            case Stage.Json json -> new JsonStep();
            case Stage.JsonFields fields -> shown(stage, () -> JsonFieldsStep.of(fields.fields()));
            case Stage.Regexp regexp -> regexp(regexp.pattern());
            case Stage.Pattern pattern -> pattern(pattern.pattern());
            case Stage.Unpack unpack -> new UnpackStep();
            case Stage.Filter filter -> filter(filter);
            case Stage.LineFormat format -> shown(stage, () -> LineFormatStep.of(format.template()));
            case Stage.LabelFormat format -> shown(stage, () -> LabelFormatStep.of(format.formats()));
            case Stage.Decolorize decolorize ->
                line -> {
                    line.replace(ANSI.matcher(line.text()).replaceAll(""));
                    return true;
                };
            case Stage.Drop drop -> line -> drop(drop.labels(), line.labels());
            case Stage.Keep keep -> line -> keep(keep.labels(), line.labels());
        };
    }

    @FunctionalInterface
    private interface Compilation {
        Step compile() throws TemplateException;
    }

    private static Step shown(Stage stage, Compilation compilation) {
        try {
            return compilation.compile();
        } catch (IllegalArgumentException | TemplateException e) {
            throw LogQlException.stage(Printer.stage(stage), String.valueOf(e.getMessage()));
        }
    }

    static Step lineFilters(List<Stage.LineFilter> filters) {
        List<Predicate<String>> all = new ArrayList<>();
        try {
            filters.forEach(filter -> all.add(LineFilters.compile(filter)));
        } catch (IllegalArgumentException e) {
            throw LogQlException.stage(Printer.lineFilters(filters), String.valueOf(e.getMessage()));
        }
        return line -> {
            for (Predicate<String> filter : all) {
                if (!filter.test(line.text())) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Step filter(Stage.Filter stage) {
        LabelFilter filter = stage.filter();
        if (filter instanceof LabelFilter.Address address) {
            try {
                AddressMatcher.of(address.pattern());
            } catch (IllegalArgumentException e) {
                throw LogQlException.stage(Printer.stage(stage), String.valueOf(e.getMessage()));
            }
        }
        return new Step() {
            @Override
            public boolean process(Line line) {
                return LabelFilters.test(filter, line.labels());
            }

            @Override
            public List<String> reads() {
                return filter.names();
            }
        };
    }

    private static Step regexp(Pattern pattern) {
        Map<Integer, String> names = new HashMap<>();
        pattern.namedGroups().forEach((name, group) -> names.put(group, name));
        return line -> {
            com.google.re2j.Matcher m = pattern.matcher(line.text());
            if (!m.find()) {
                return true;
            }
            for (int group = 1; group <= m.groupCount(); group++) {
                String name = names.get(group);
                if (name == null) {
                    continue;
                }
                String value = m.group(group);
                if (!Found.label(line.labels(), Names.sanitize(name), value == null ? "" : value)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Step pattern(LinePattern pattern) {
        return line -> {
            if (line.labels().hints().wantsNothing()) {
                return true;
            }
            for (Map.Entry<String, String> capture :
                    pattern.captures(line.text()).entrySet()) {
                if (!Found.label(line.labels(), capture.getKey(), capture.getValue())) {
                    return false;
                }
            }
            return true;
        };
    }

    private static boolean drop(List<Stage.Named> names, LabelsBuilder labels) {
        for (Stage.Named named : names) {
            String name = named.name();
            Optional<Matcher> matcher = named.matcher();
            switch (name) {
                case LabelsBuilder.ERROR -> {
                    if (matcher.map(m -> m.matches(labels.error())).orElse(true)) {
                        labels.clearError();
                    }
                }
                case LabelsBuilder.DETAILS -> {
                    if (matcher.map(m -> m.matches(labels.details())).orElse(true)) {
                        labels.clearDetails();
                    }
                }
                default -> {
                    Optional<String> value = labels.get(name);
                    if (matcher.map(m -> m.matches(value.orElse(""))).orElse(value.isPresent())) {
                        labels.delete(name);
                    }
                }
            }
        }
        return true;
    }

    private static boolean keep(List<Stage.Named> names, LabelsBuilder labels) {
        labels.all().forEach((name, value) -> {
            boolean special = name.equals(LabelsBuilder.ERROR)
                    || name.equals(LabelsBuilder.DETAILS)
                    || name.equals(LabelsBuilder.PRESERVE);
            boolean kept = names.stream()
                    .anyMatch(n -> n.name().equals(name)
                            && n.matcher().map(m -> m.matches(value)).orElse(true));
            if (!special && !kept) {
                labels.delete(name);
            }
        });
        return true;
    }
}
