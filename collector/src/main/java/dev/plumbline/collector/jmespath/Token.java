package dev.plumbline.collector.jmespath;

/** One token of an expression. */
record Token(Kind kind, String text, int position) {
    /** Kinds with how strongly they bind to what stands on their left. */
    enum Kind {
        EOF(0, "end"),
        VARIABLE(0, "variable"),
        IDENTIFIER(0, "identifier"),
        QUOTED(0, "quoted identifier"),
        JSON(0, "literal"),
        STRING(0, "string"),
        NUMBER(0, "number"),
        RBRACKET(0, "]"),
        RPAREN(0, ")"),
        COMMA(0, ","),
        RBRACE(0, "}"),
        CURRENT(0, "@"),
        ROOT(0, "$"),
        EXPREF(0, "&"),
        COLON(0, ":"),
        ASSIGN(1, "="),
        PIPE(1, "|"),
        OR(2, "||"),
        AND(3, "&&"),
        EQ(5, "=="),
        LT(5, "<"),
        LE(5, "<="),
        GT(5, ">"),
        GE(5, ">="),
        NE(5, "!="),
        MINUS(6, "-"),
        PLUS(6, "+"),
        DIV(7, "//"),
        DIVIDE(7, "/"),
        MODULO(7, "%"),
        MULTIPLY(7, "×"),
        FLATTEN(9, "[]"),
        STAR(20, "*"),
        FILTER(21, "[?"),
        DOT(40, "."),
        NOT(45, "!"),
        LBRACE(50, "{"),
        LBRACKET(55, "["),
        LPAREN(60, "(");

        private final int power;
        private final String shown;

        Kind(int power, String shown) {
            this.power = power;
            this.shown = shown;
        }

        int power() {
            return power;
        }

        @Override
        public String toString() {
            return shown;
        }
    }
}
