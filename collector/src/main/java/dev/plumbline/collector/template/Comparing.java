package dev.plumbline.collector.template;

/** Compares values of one type; ints of any size with each other. */
final class Comparing {
    private Comparing() {}

    static boolean equal(Object a, Object b) throws TemplateException {
        if (a == Nil.NIL || b == Nil.NIL) {
            return a.equals(b);
        }
        if (!kind(a).equals(kind(b))) {
            throw new TemplateException("incompatible types for comparison");
        }
        if (kind(a).equals("other")) {
            throw new TemplateException("non-comparable type " + Values.type(a));
        }
        return a instanceof Boolean ? a.equals(b) : compare(a, b) == 0;
    }

    static int compare(Object a, Object b) throws TemplateException {
        if (!kind(a).equals(kind(b)) || a == Nil.NIL) {
            throw new TemplateException("incompatible types for comparison");
        }
        return switch (kind(a)) {
            case "int" -> Long.compare(whole(a), whole(b));
            case "float" -> Double.compare((Double) a + 0.0, (Double) b + 0.0);
            case "string" -> ((String) a).compareTo((String) b);
            default -> throw new TemplateException("invalid type for comparison");
        };
    }

    private static long whole(Object value) {
        return value instanceof Int64 number ? number.value() : (Long) value;
    }

    private static String kind(Object value) {
        return switch (value) {
            case Long number -> "int";
            case Int64 number -> "int";
            case Double number -> "float";
            case String text -> "string";
            case Boolean bool -> "bool";
            default -> "other";
        };
    }
}
