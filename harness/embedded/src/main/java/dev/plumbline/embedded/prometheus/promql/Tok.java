package dev.plumbline.embedded.prometheus.promql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A kind of token; its group decides how messages call it. */
public enum Tok {
    EOF(Group.PLAIN, ""),
    ERROR(Group.PLAIN, ""),
    COMMENT(Group.PLAIN, ""),
    IDENTIFIER(Group.NAMED, "identifier"),
    METRIC_IDENTIFIER(Group.NAMED, "metric identifier"),
    STRING(Group.NAMED, "string"),
    NUMBER(Group.NAMED, "number"),
    DURATION(Group.NAMED, "duration"),
    EQL(Group.PLAIN, "="),
    COLON(Group.PLAIN, ":"),
    COMMA(Group.PLAIN, ","),
    LEFT_BRACE(Group.PLAIN, "{"),
    LEFT_BRACKET(Group.PLAIN, "["),
    LEFT_PAREN(Group.PLAIN, "("),
    RIGHT_BRACE(Group.PLAIN, "}"),
    RIGHT_BRACKET(Group.PLAIN, "]"),
    RIGHT_PAREN(Group.PLAIN, ")"),
    ADD(Group.OPERATOR, "+"),
    DIV(Group.OPERATOR, "/"),
    EQLC(Group.OPERATOR, "=="),
    EQL_REGEX(Group.OPERATOR, "=~"),
    GTE(Group.OPERATOR, ">="),
    GTR(Group.OPERATOR, ">"),
    TRIM_UPPER(Group.OPERATOR, "</"),
    TRIM_LOWER(Group.OPERATOR, ">/"),
    LAND(Group.OPERATOR, "and"),
    LOR(Group.OPERATOR, "or"),
    LSS(Group.OPERATOR, "<"),
    LTE(Group.OPERATOR, "<="),
    LUNLESS(Group.OPERATOR, "unless"),
    MOD(Group.OPERATOR, "%"),
    MUL(Group.OPERATOR, "*"),
    NEQ(Group.OPERATOR, "!="),
    NEQ_REGEX(Group.OPERATOR, "!~"),
    POW(Group.OPERATOR, "^"),
    SUB(Group.OPERATOR, "-"),
    AT(Group.OPERATOR, "@"),
    ATAN2(Group.OPERATOR, "atan2"),
    AVG(Group.AGGREGATOR, "avg"),
    BOTTOMK(Group.AGGREGATOR, "bottomk"),
    COUNT(Group.AGGREGATOR, "count"),
    COUNT_VALUES(Group.AGGREGATOR, "count_values"),
    GROUP(Group.AGGREGATOR, "group"),
    MAX(Group.AGGREGATOR, "max"),
    MIN(Group.AGGREGATOR, "min"),
    QUANTILE(Group.AGGREGATOR, "quantile"),
    STDDEV(Group.AGGREGATOR, "stddev"),
    STDVAR(Group.AGGREGATOR, "stdvar"),
    SUM(Group.AGGREGATOR, "sum"),
    TOPK(Group.AGGREGATOR, "topk"),
    LIMITK(Group.AGGREGATOR, "limitk"),
    LIMIT_RATIO(Group.AGGREGATOR, "limit_ratio"),
    BOOL(Group.KEYWORD, "bool"),
    BY(Group.KEYWORD, "by"),
    GROUP_LEFT(Group.KEYWORD, "group_left"),
    GROUP_RIGHT(Group.KEYWORD, "group_right"),
    FILL(Group.KEYWORD, "fill"),
    FILL_LEFT(Group.KEYWORD, "fill_left"),
    FILL_RIGHT(Group.KEYWORD, "fill_right"),
    IGNORING(Group.KEYWORD, "ignoring"),
    OFFSET(Group.KEYWORD, "offset"),
    SMOOTHED(Group.KEYWORD, "smoothed"),
    ANCHORED(Group.KEYWORD, "anchored"),
    ON(Group.KEYWORD, "on"),
    WITHOUT(Group.KEYWORD, "without"),
    START(Group.PREPROCESSOR, "start"),
    END(Group.PREPROCESSOR, "end"),
    STEP(Group.PREPROCESSOR, "step"),
    RANGE(Group.PREPROCESSOR, "range"),
    MAX_OF(Group.PREPROCESSOR, "max_of"),
    MIN_OF(Group.PREPROCESSOR, "min_of");

    /** Groups of tokens. */
    public enum Group {
        PLAIN,
        NAMED,
        OPERATOR,
        AGGREGATOR,
        KEYWORD,
        PREPROCESSOR
    }

    private static final Map<String, Tok> WORDS = words();

    private final Group group;
    private final String text;

    Tok(Group group, String text) {
        this.group = group;
        this.text = text;
    }

    private static Map<String, Tok> words() {
        Map<String, Tok> words = new HashMap<>();
        for (Tok tok : values()) {
            boolean word = !tok.text.isEmpty() && Character.isLetter(tok.text.charAt(0)) && tok.group != Group.NAMED;
            if (word) {
                words.put(tok.text, tok);
            }
        }
        words.put("inf", NUMBER);
        words.put("nan", NUMBER);
        return Map.copyOf(words);
    }

    /** Finds the keyword that a word is, whatever its case. */
    static Optional<Tok> keyword(String word) {
        return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
    }

    Group group() {
        return group;
    }

    /** Returns the word or sign. */
    public String text() {
        return text;
    }

    /** Tells it by kind. */
    public boolean isAggregator() {
        return group == Group.AGGREGATOR;
    }

    /** Tells it by kind. */
    public boolean isComparison() {
        return this == EQLC || this == NEQ || this == LTE || this == LSS || this == GTE || this == GTR;
    }

    /** Tells it by kind. */
    public boolean isSetOperator() {
        return this == LAND || this == LOR || this == LUNLESS;
    }

    /** Tells whether the word may also stand as a metric's name. */
    boolean isMetricName() {
        return switch (this) {
            case IDENTIFIER, METRIC_IDENTIFIER, LAND, LOR, LUNLESS -> true;
            case BOOL, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT -> false;
            default -> group == Group.AGGREGATOR || group == Group.KEYWORD || group == Group.PREPROCESSOR;
        };
    }

    /** Tells whether the word may also stand as a label's name in a grouping. */
    boolean isLabelName() {
        return isMetricName() || group == Group.KEYWORD || this == ATAN2;
    }
}
