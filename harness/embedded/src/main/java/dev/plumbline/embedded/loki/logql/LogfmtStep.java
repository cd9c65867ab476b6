package dev.plumbline.embedded.loki.logql;

/** Labels from every key=value pair of a line. */
final class LogfmtStep implements Step {
    private static final String ERROR = "LogfmtParserErr";

    private final boolean strict;
    private final boolean keepEmpty;

    LogfmtStep(boolean strict, boolean keepEmpty) {
        this.strict = strict;
        this.keepEmpty = keepEmpty;
    }

    @Override
    public boolean process(Line line) {
        LabelsBuilder labels = line.labels();
        Hints hints = labels.hints();
        if (hints.wantsNothing()) {
            return true;
        }
        LogfmtDecoder decoder = new LogfmtDecoder(line.text());
        while (!decoder.ended()) {
            if (!decoder.next()) {
                if (strict) {
                    break;
                }
                continue;
            }
            String value = decoder.value().replace('\uFFFD', ' ');
            if (value.isEmpty() && !keepEmpty) {
                continue;
            }
            if (!Found.label(labels, Names.sanitize(decoder.key()), value)) {
                return false;
            }
            if (hints.satisfied()) {
                break;
            }
        }
        if (strict && decoder.error().isPresent()) {
            labels.failParsing(ERROR, decoder.error().get());
            return hints.passes(LabelsBuilder.ERROR, labels);
        }
        return true;
    }
}
