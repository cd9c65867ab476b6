package dev.plumbline.embedded.gotemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template of Go's text/template; a key that a map of strings does not hold is empty ({@code missingkey=zero}). */
public final class Template {
    private final String name;
    private final String text;
    private final List<Node> nodes;
    private final Map<String, List<Node>> defined;
    private final Map<String, Function> functions;

    private Template(
            String name,
            String text,
            List<Node> nodes,
            Map<String, List<Node>> defined,
            Map<String, Function> functions) {
        this.name = name;
        this.text = text;
        this.nodes = nodes;
        this.defined = defined;
        this.functions = functions;
    }

    /**
     * Reads a template.
     *
     * @param name what messages call it
     * @param text the template
     * @param functions functions that it may call beside Go's own
     * @throws TemplateException if it does not parse
     */
    public static Template parse(String name, String text, Map<String, Function> functions) throws TemplateException {
        Map<String, Function> all = new HashMap<>(Builtins.all());
        all.putAll(functions);
        Parser parser = new Parser(name, text, all.keySet());
        List<Node> nodes = parser.parse();
        return new Template(name, text, nodes, parser.defined(), Map.copyOf(all));
    }

    /**
     * Runs it.
     *
     * @param data what the dot is at first: strings by name
     * @return what it writes
     * @throws TemplateException if it fails on the way
     */
    public String execute(Map<String, ?> data) throws TemplateException {
        return new Executor(name, text, defined, functions).run(nodes, data);
    }

    /** Returns the field that is all there is to the template, such as {@code message} in <code>{{.message}}</code>. */
    public Optional<String> simpleField() {
        return nodes.size() == 1
                        && nodes.getFirst() instanceof Node.Action action
                        && action.pipe().commands().size() == 1
                        && action.pipe().commands().getFirst().arguments().size() == 1
                        && action.pipe().commands().getFirst().arguments().getFirst() instanceof Node.Field field
                        && field.names().size() == 1
                ? Optional.of(field.names().getFirst())
                : Optional.empty();
    }

    /** Returns the fields that it reads by name, in the order in which they stand. */
    public List<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        nodes.forEach(node -> collect(node, fields));
        return new ArrayList<>(fields);
    }

    private static void collect(Node node, Set<String> into) {
        switch (node) {
            case Node.Action action -> collect(action.pipe(), into);
            case Node.Branch branch -> {
                collect(branch.pipe(), into);
                branch.body().forEach(n -> collect(n, into));
                branch.otherwise().forEach(n -> collect(n, into));
            }
            case Node.Pipe pipe -> pipe.commands().forEach(c -> collect(c, into));
            case Node.Command command -> command.arguments().forEach(a -> collect(a, into));
            case Node.Field field -> into.addAll(field.names());
            case Node.Text n -> {}
            case Node.Jump n -> {}
            case Node.Call n -> {}
            case Node.Identifier n -> {}
            case Node.Chain n -> {}
            case Node.Variable n -> {}
            case Node.Dot n -> {}
            case Node.Constant n -> {}
        }
    }
}
