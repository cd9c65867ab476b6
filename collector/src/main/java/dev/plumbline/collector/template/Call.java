package dev.plumbline.collector.template;

import java.util.List;
import java.util.Map;

/** The arguments of one call, whose types have been checked. */
record Call(List<Object> arguments) {
    int size() {
        return arguments.size();
    }

    Object value(int i) {
        return arguments.get(i);
    }

    String text(int i) {
        return (String) arguments.get(i);
    }

    long whole(int i) {
        return (Long) arguments.get(i);
    }

    /** Returns an int that is used as a count, within what Java can count. */
    int count(int i) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, whole(i)));
    }

    boolean flag(int i) {
        return (Boolean) arguments.get(i);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(int i) {
        return (Map<String, Object>) arguments.get(i);
    }

    /** Returns a list, or fails where the argument is none. */
    @SuppressWarnings("unchecked")
    List<Object> list(int i) throws TemplateException {
        if (arguments.get(i) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new TemplateException("expected a list, found " + Values.type(arguments.get(i)));
    }

    List<Object> from(int i) {
        return arguments.subList(i, arguments.size());
    }
}
