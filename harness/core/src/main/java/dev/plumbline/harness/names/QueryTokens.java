package dev.plumbline.harness.names;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts PromQL and LogQL into words, strings and signs: enough to see names, not to run anything. Ranges, comments and
 * Grafana's variables outside strings are left out.
 */
final class QueryTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<skip>\\s+|#[^\\n]*|\\[[^\\[\\]]*])"
                    + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`)"
                    + "|(?<variable>\\$\\{[^}]*}|\\$\\w+|\\[\\[[^\\]]*]])"
                    + "|(?<number>\\d[\\w.]*)"
                    + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)"
                    + "|(?<sign>\\|[=~>]|!=|!~|=~|==|.)",
            Pattern.DOTALL);

    /** What a token is. */
    enum Kind {
        WORD,
        STRING,
        VARIABLE,
        NUMBER,
        SIGN
    }

    /**
     * A token.
     *
     * @param kind what it is
     * @param text as written; strings without their quotes
     */
    record Token(Kind kind, String text) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private QueryTokens() {}

    static List<Token> of(String query) {
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(query);
        while (token.find()) {
            if (token.group("skip") != null) {
                continue;
            }
            String text = token.group();
            if (token.group("string") != null) {
                tokens.add(new Token(Kind.STRING, text.substring(1, text.length() - 1)));
            } else if (token.group("variable") != null) {
                tokens.add(new Token(Kind.VARIABLE, text));
            } else if (token.group("number") != null) {
                tokens.add(new Token(Kind.NUMBER, text));
            } else {
                tokens.add(new Token(token.group("word") != null ? Kind.WORD : Kind.SIGN, text));
            }
        }
        return tokens;
    }
}
