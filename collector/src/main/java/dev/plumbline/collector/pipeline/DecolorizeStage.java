package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import dev.plumbline.collector.golang.RequiredLiteral;
import java.util.Optional;

/** {@code stage.decolorize}: takes ANSI escape sequences out of the line. */
final class DecolorizeStage implements Change {
    private static final String SEQUENCE = "[\u001B\u009B][\\[\\]()#;?]*"
            + "(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\u0007)"
            + "|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))";

    private final GoRegex regex;
    private final RequiredLiteral escape = RequiredLiteral.exactly("\u001B");
    private final RequiredLiteral control = RequiredLiteral.exactly("\u009B");

    private DecolorizeStage(GoRegex regex) {
        this.regex = regex;
    }

    static Optional<Stage> read(StageBlock block) {
        try {
            return Optional.of(new DecolorizeStage(GoRegex.compile(SEQUENCE)));
        } catch (GoRegexException e) {
            throw new IllegalStateException("the fixed expression compiles", e);
        }
    }

    @Override
    public void change(Draft draft) {
        if (Bytes.mayMatch(escape, draft.entry()) || Bytes.mayMatch(control, draft.entry())) {
            draft.line(regex.replaceAllLiteral(draft.line(), ""));
        }
    }
}
