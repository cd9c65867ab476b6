package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arguments of one call, with their kinds checked as they are taken. */
final class Arguments {
    private final String function;
    private final List<Functions.Argument> arguments;

    Arguments(String function, List<Functions.Argument> arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    int size() {
        return arguments.size();
    }

    Arguments count(int least, int most) throws JmesException {
        if (size() < least || size() > most) {
            throw new JmesException(function + ": expected " + least + (most == least ? "" : " or more")
                    + " arguments, found " + size());
        }
        return this;
    }

    JmesException wrong(int i, String expected) throws JmesException {
        return new JmesException(function + ": expected " + expected + " as argument " + (i + 1) + ", found "
                + Functions.type(value(i)));
    }

    Json value(int i) throws JmesException {
        if (arguments.get(i).reference().isPresent()) {
            throw new JmesException(function + ": an expression reference is no value");
        }
        return arguments.get(i).value();
    }

    Functions.Reference reference(int i) throws JmesException {
        return arguments
                .get(i)
                .reference()
                .orElseThrow(() -> new JmesException(function + ": expected a reference such as &name"));
    }

    String text(int i) throws JmesException {
        if (value(i) instanceof Json.Text text) {
            return text.value();
        }
        throw wrong(i, "a string");
    }

    double number(int i) throws JmesException {
        if (value(i) instanceof Json.Num num) {
            return num.value();
        }
        throw wrong(i, "a number");
    }

    int whole(int i) throws JmesException {
        double number = number(i);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(i, "a whole number");
        }
        return (int) number;
    }

    int positive(int i) throws JmesException {
        int number = whole(i);
        if (number < 0) {
            throw wrong(i, "a whole number that is not negative");
        }
        return number;
    }

    List<Json> array(int i) throws JmesException {
        if (value(i) instanceof Json.Array array) {
            return array.elements();
        }
        throw wrong(i, "a list");
    }

    Map<String, Json> object(int i) throws JmesException {
        if (value(i) instanceof Json.Obj obj) {
            return obj.fields();
        }
        throw wrong(i, "an object");
    }

    List<Double> numbers(int i) throws JmesException {
        List<Double> numbers = new ArrayList<>();
        for (Json element : array(i)) {
            if (!(element instanceof Json.Num num)) {
                throw wrong(i, "a list of numbers");
            }
            numbers.add(num.value());
        }
        return numbers;
    }

    List<String> texts(int i) throws JmesException {
        List<String> texts = new ArrayList<>();
        for (Json element : array(i)) {
            if (!(element instanceof Json.Text text)) {
                throw wrong(i, "a list of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }
}
