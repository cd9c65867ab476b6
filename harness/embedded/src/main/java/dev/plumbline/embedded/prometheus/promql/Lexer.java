package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.GoText;

/** Splits PromQL into tokens, one at a time, since the parser's first complaint must come in the order of reading. */
final class Lexer {
    private static final int END = -1;
    private static final String DIGITS = "0123456789";

    private final LexerInput in;
    private final StringLexer strings;
    private int parens;
    private boolean brace;
    private boolean bracket;
    private boolean colon;
    private boolean duration;
    private boolean inDuration;
    private boolean broken;

    Lexer(String input) {
        in = new LexerInput(input);
        strings = new StringLexer(in);
    }

    /** Returns the next token; comments are left out, after an error there are no more. */
    Token next() {
        if (broken) {
            return in.emit(Tok.EOF);
        }
        while (true) {
            Token token = inDuration ? durationExpression() : brace ? insideBraces() : statements();
            if (token.type() == Tok.ERROR) {
                broken = true;
            }
            if (token.type() != Tok.COMMENT) {
                return token;
            }
        }
    }

    /** Returns where the parser's text for an error starts. */
    int start() {
        return in.start();
    }

    private Token statements() {
        in.skipSpaces();
        if (in.peek() == '#') {
            return comment();
        }
        int r = in.next();
        return switch (r) {
            case END ->
                parens != 0
                        ? in.error("unclosed left parenthesis")
                        : bracket ? in.error("unclosed left bracket") : in.emit(Tok.EOF);
            case ',' -> in.emit(Tok.COMMA);
            case '*' -> in.emit(Tok.MUL);
            case '/' -> in.emit(Tok.DIV);
            case '%' -> in.emit(Tok.MOD);
            case '+' -> in.emit(Tok.ADD);
            case '-' -> in.emit(Tok.SUB);
            case '^' -> in.emit(Tok.POW);
            case '@' -> in.emit(Tok.AT);
            case '=', '!', '<', '>' -> comparison(r);
            case '"', '\'' -> strings.quoted(r);
            case '`' -> strings.raw();
            case '(', ')', '{', '[', ']' -> bracketed(r);
            default -> word(r);
        };
    }

    private Token comment() {
        int r = in.next();
        while (r != END && r != '\n' && r != '\r') {
            r = in.next();
        }
        in.backup();
        return in.emit(Tok.COMMENT);
    }

    private Token comparison(int r) {
        int t = in.peek();
        if (r == '=') {
            if (t == '~') {
                return in.error("unexpected character after '=': " + GoText.quoteRune(t));
            }
            return t == '=' ? in.nextAndEmit(Tok.EQLC) : in.emit(Tok.EQL);
        }
        if (r == '!') {
            in.next();
            return t == '=' ? in.emit(Tok.NEQ) : in.error("unexpected character after '!': " + LexerInput.quoted(t));
        }
        if (t == '=') {
            return in.nextAndEmit(r == '<' ? Tok.LTE : Tok.GTE);
        }
        if (t == '/') {
            return in.nextAndEmit(r == '<' ? Tok.TRIM_UPPER : Tok.TRIM_LOWER);
        }
        return in.emit(r == '<' ? Tok.LSS : Tok.GTR);
    }

    private Token bracketed(int r) {
        return switch (r) {
            case '(' -> {
                parens++;
                yield in.emit(Tok.LEFT_PAREN);
            }
            case ')' -> rightParen(r);
            case '{' -> {
                brace = true;
                yield in.emit(Tok.LEFT_BRACE);
            }
            case '[' -> leftBracket(r);
            default -> {
                if (!bracket) {
                    yield in.error("unexpected right bracket " + GoText.quoteRune(r));
                }
                bracket = false;
                yield in.emit(Tok.RIGHT_BRACKET);
            }
        };
    }

    private Token leftBracket(int r) {
        if (bracket) {
            return in.error("unexpected left bracket " + GoText.quoteRune(r));
        }
        colon = false;
        bracket = true;
        inDuration = true;
        return in.emit(Tok.LEFT_BRACKET);
    }

    private Token rightParen(int r) {
        Token token = in.emit(Tok.RIGHT_PAREN);
        return --parens < 0 ? in.error("unexpected right parenthesis " + GoText.quoteRune(r)) : token;
    }

    private Token word(int r) {
        if (LexerInput.isDigit(r) || r == '.' && LexerInput.isDigit(in.peek())) {
            in.backup();
            return number();
        }
        if (!LexerInput.isAlpha(r) && r != ':') {
            return in.error("unexpected character: " + GoText.quoteRune(r));
        }
        if (!bracket) {
            return keywordOrIdentifier();
        }
        if (r == ':') {
            if (colon) {
                return in.error("unexpected colon " + GoText.quoteRune(r));
            }
            colon = true;
            return in.emit(Tok.COLON);
        }
        Tok keyword = durationKeyword();
        return keyword == Tok.ERROR
                ? in.error("unexpected character: " + GoText.quoteRune(r) + ", expected ':'")
                : in.emit(keyword);
    }

    private Tok durationKeyword() {
        in.acceptAlpha();
        return Tok.keyword(in.text())
                .filter(t -> t == Tok.STEP || t == Tok.RANGE || t == Tok.MAX_OF || t == Tok.MIN_OF)
                .orElse(Tok.ERROR);
    }

    private Token keywordOrIdentifier() {
        in.acceptWord();
        String word = in.text();
        Tok type = Tok.keyword(word).orElse(word.contains(":") ? Tok.METRIC_IDENTIFIER : Tok.IDENTIFIER);
        boolean fill = type == Tok.FILL || type == Tok.FILL_LEFT || type == Tok.FILL_RIGHT;
        return in.emit(fill && !in.followedByParen() ? Tok.IDENTIFIER : type);
    }

    private Token durationExpression() {
        in.skipSpaces();
        int r = in.next();
        return switch (r) {
            case END -> in.error("unexpected end of input in duration expression");
            case ']' -> {
                bracket = false;
                colon = false;
                inDuration = false;
                yield in.emit(Tok.RIGHT_BRACKET);
            }
            case ':' -> durationColon();
            case '(' -> {
                parens++;
                yield in.emit(Tok.LEFT_PAREN);
            }
            case ')' -> rightParen(r);
            case '+' -> in.emit(Tok.ADD);
            case '-' -> in.emit(Tok.SUB);
            case '*' -> in.emit(Tok.MUL);
            case '/' -> in.emit(Tok.DIV);
            case '%' -> in.emit(Tok.MOD);
            case '^' -> in.emit(Tok.POW);
            case ',' -> in.emit(Tok.COMMA);
            default -> durationWord(r);
        };
    }

    private Token durationColon() {
        Token token = in.emit(Tok.COLON);
        if (!duration) {
            return in.error("unexpected colon before duration in duration expression");
        }
        if (colon) {
            return in.error("unexpected repeated colon in duration expression");
        }
        colon = true;
        return token;
    }

    private Token durationWord(int r) {
        if (LexerInput.isDigit(r) || r == '.' && LexerInput.isDigit(in.peek())) {
            in.backup();
            duration = true;
            inDuration = false;
            return number();
        }
        if (r == 's' || r == 'S' || r == 'r' || r == 'R' || r == 'm' || r == 'M') {
            Tok keyword = durationKeyword();
            if (keyword != Tok.ERROR) {
                return in.emit(keyword);
            }
        }
        return in.error("unexpected character in duration expression: " + GoText.quoteRune(r));
    }

    private Token insideBraces() {
        in.skipSpaces();
        if (in.peek() == '#') {
            return comment();
        }
        int r = in.next();
        return switch (r) {
            case END -> in.error("unexpected end of input inside braces");
            case ',' -> in.emit(Tok.COMMA);
            case '"', '\'' -> strings.quoted(r);
            case '`' -> strings.raw();
            case '=' -> in.peek() == '~' ? in.nextAndEmit(Tok.EQL_REGEX) : in.emit(Tok.EQL);
            case '!' -> {
                int t = in.next();
                yield t == '~'
                        ? in.emit(Tok.NEQ_REGEX)
                        : t == '='
                                ? in.emit(Tok.NEQ)
                                : in.error("unexpected character after '!' inside braces: " + LexerInput.quoted(t));
            }
            case '{' -> in.error("unexpected left brace " + GoText.quoteRune(r));
            case '}' -> {
                brace = false;
                yield in.emit(Tok.RIGHT_BRACE);
            }
            default -> {
                if (!LexerInput.isAlpha(r)) {
                    yield in.error("unexpected character inside braces: " + GoText.quoteRune(r));
                }
                in.acceptAlphaNumeric();
                yield in.emit(Tok.IDENTIFIER);
            }
        };
    }

    private Token number() {
        if (NumberScanner.scan(in)) {
            return in.emit(Tok.NUMBER);
        }
        if (acceptDuration()) {
            in.backup();
            return in.emit(Tok.DURATION);
        }
        return in.error("bad number or duration syntax: " + GoText.quote(in.text()));
    }

    private boolean acceptDuration() {
        if (!in.accept("smhdwy")) {
            return false;
        }
        in.accept("s");
        while (in.accept(DIGITS)) {
            in.acceptRun(DIGITS);
            if (!in.accept("smhdw")) {
                return false;
            }
            in.accept("s");
        }
        return !LexerInput.isAlphaNumeric(in.next());
    }
}
