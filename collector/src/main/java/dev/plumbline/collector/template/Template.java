package dev.plumbline.collector.template;

import java.util.List;
import java.util.Map;

/** A parsed template; may be filled by several threads at once. */
public final class Template {
    private final List<Node> nodes;
    private final Map<String, List<Node>> defined;

    private Template(List<Node> nodes, Map<String, List<Node>> defined) {
        this.nodes = nodes;
        this.defined = defined;
    }

    /**
     * Parses a template.
     *
     * @throws TemplateException if its syntax is wrong, or it calls a function that is unknown or not supported
     */
    public static Template parse(String text) throws TemplateException {
        TemplateParser parser = new TemplateParser(text);
        List<Node> nodes = parser.parse();
        return new Template(nodes, parser.defined());
    }

    /**
     * Fills the template.
     *
     * @param data what {@code .name} stands for; a name that is not there prints {@code <no value>}
     * @throws TemplateException if a function gets what it does not take, or a template is missing
     */
    public String execute(Map<String, String> data) throws TemplateException {
        return new Executor(defined).run(nodes, data);
    }
}
