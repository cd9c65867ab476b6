package dev.plumbline.harness.names;

import dev.plumbline.harness.names.QueryTokens.Kind;
import dev.plumbline.harness.names.QueryTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads the names of metrics and labels out of PromQL, and those of labels out of LogQL. */
final class NameReader {
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end");
    private static final Set<String> STAGES =
            Set.of("json", "logfmt", "unpack", "decolorize", "regexp", "pattern", "drop", "keep", "unwrap");
    private static final Token NONE = new Token(Kind.SIGN, "");

    private final List<Token> tokens;
    private final List<Mention.Selector> selectors = new ArrayList<>();
    private final Set<String> grouping = new TreeSet<>();
    private final Set<String> created = new TreeSet<>();
    private int at;

    private NameReader(String query) {
        tokens = QueryTokens.of(query);
    }

    static Mention promQl(String query) {
        NameReader reader = new NameReader(query);
        while (reader.at < reader.tokens.size()) {
            reader.promQl();
        }
        return reader.mention();
    }

    static Mention logQl(String query) {
        NameReader reader = new NameReader(query);
        while (reader.at < reader.tokens.size()) {
            reader.logQl();
        }
        return reader.mention();
    }

    private Mention mention() {
        return new Mention(selectors, grouping, created);
    }

    private Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : NONE;
    }

    private void promQl() {
        Token token = peek(0);
        at++;
        if (token.is("{")) {
            selector("");
        } else if (token.kind() == Kind.WORD) {
            String word = token.text().toLowerCase(Locale.ROOT);
            if (GROUPING.contains(word)) {
                if (peek(0).is("(")) {
                    grouped();
                }
            } else if (peek(0).is("(")) {
                if (word.equals("label_replace") || word.equals("label_join")) {
                    firstString(at);
                }
            } else if (peek(0).is("{")) {
                at++;
                selector(token.text());
            } else if (!WORDS.contains(word) && !aggregates()) {
                selectors.add(new Mention.Selector(token.text(), List.of()));
            }
        }
    }

    /** An aggregation may have its grouping before its operand. */
    private boolean aggregates() {
        return peek(1).is("(") && (peek(0).isWord("by") || peek(0).isWord("without"));
    }

    /** The label that label_replace and label_join make is their first string. */
    private void firstString(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") || token.is("{") ? 1 : token.is(")") || token.is("}") ? -1 : 0;
            if (depth == 1 && token.kind() == Kind.STRING) {
                created.add(token.text());
                return;
            }
        }
    }

    private void grouped() {
        at++;
        while (at < tokens.size() && !peek(0).is(")")) {
            if (peek(0).kind() == Kind.WORD || peek(0).kind() == Kind.STRING) {
                grouping.add(peek(0).text());
            }
            at++;
        }
    }

    private void selector(String name) {
        String metric = name;
        List<String> labels = new ArrayList<>();
        while (at < tokens.size() && !peek(0).is("}")) {
            Token token = peek(0);
            boolean names = token.kind() == Kind.WORD || token.kind() == Kind.STRING;
            boolean matched = peek(1).kind() == Kind.SIGN && !peek(1).is(",") && !peek(1).is("}");
            if (names && matched) {
                if (!token.text().equals("__name__")) {
                    labels.add(token.text());
                } else if (peek(1).is("=")) {
                    metric = peek(2).text();
                }
                at += 2;
            } else if (token.kind() == Kind.STRING) {
                metric = token.text();
            }
            at++;
        }
        selectors.add(new Mention.Selector(metric, labels));
    }

    private void logQl() {
        Token token = peek(0);
        at++;
        if (token.is("{")) {
            selector("");
        } else if (token.kind() == Kind.WORD && GROUPING.contains(token.text()) && peek(0).is("(")) {
            grouped();
        } else if (token.is("|") && peek(0).kind() == Kind.WORD) {
            stage();
        }
    }

    private void stage() {
        String stage = peek(0).text();
        if (stage.equals("label_format")) {
            created.add(peek(1).text());
        } else if (stage.equals("line_format")) {
            at++;
        } else if (!STAGES.contains(stage)) {
            filter();
        } else if (stage.equals("regexp") || stage.equals("pattern")) {
            Matchers.groups(peek(1).text()).forEach(created::add);
        }
        at++;
    }

    /** A label filter, maybe several with and, or and commas between. */
    private void filter() {
        while (at < tokens.size() && !peek(0).is("|") && !peek(0).is(")")) {
            boolean compared = peek(1).kind() == Kind.SIGN && !peek(1).is(",") && !peek(1).is("(");
            if (peek(0).kind() == Kind.WORD && !WORDS.contains(peek(0).text()) && compared) {
                grouping.add(peek(0).text());
                at++;
            }
            at++;
        }
        at--;
    }
}
