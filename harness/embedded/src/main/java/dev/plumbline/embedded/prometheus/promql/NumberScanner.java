package dev.plumbline.embedded.prometheus.promql;

/** Reads what may be a number; whether it is one is found when its value is asked for. */
final class NumberScanner {
    private static final String DECIMAL = "0123456789";
    private static final String HEXADECIMAL = "0123456789abcdefABCDEF";

    private NumberScanner() {}

    /** Reads on as long as it may be a number, and tells whether it ended as one. */
    static boolean scan(LexerInput in) {
        int from = in.pos();
        String digits = DECIMAL;
        if (in.accept("0") && in.accept("xX")) {
            in.accept("_");
            digits = HEXADECIMAL;
        }
        in.accept(".");
        in.accept(digits);
        return body(in, digits) && in.pos() != from && !LexerInput.isAlphaNumeric(in.peek());
    }

    private static boolean body(LexerInput in, String digits) {
        boolean dot = false;
        boolean exponent = false;
        while (in.is(digits + "._eE")) {
            if (dot && in.is(".") || exponent && in.is("eE")) {
                in.next();
                return false;
            }
            if (in.accept(".")) {
                dot = true;
                if (in.accept("_.") || digits.equals(HEXADECIMAL)) {
                    return false;
                }
            } else if (in.accept("eE")) {
                exponent = true;
                in.accept("+-");
                if (in.accept("._eE") || in.peek() < 0) {
                    return false;
                }
            } else if (in.accept("_")) {
                if (in.accept("._eE") || in.peek() < 0) {
                    return false;
                }
            } else {
                in.acceptRun(digits);
            }
        }
        return true;
    }
}
