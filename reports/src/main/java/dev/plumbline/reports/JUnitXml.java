package dev.plumbline.reports;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the run in the form that CI systems read. */
final class JUnitXml {
    private JUnitXml() {}

    static void write(Run run, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "plumbline");
            xml.writeAttribute("tests", String.valueOf(run.scenarios().size()));
            xml.writeAttribute("failures", String.valueOf(run.count(Verdict.FAILED)));
            xml.writeAttribute("skipped", String.valueOf(run.count(Verdict.NOT_APPLICABLE)));
            for (ScenarioResult s : run.scenarios()) {
                testcase(xml, s);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void testcase(XMLStreamWriter xml, ScenarioResult s) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(s.feature()));
        xml.writeAttribute("name", clean(s.name()));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", s.seconds()));
        switch (s.verdict()) {
            case PASSED -> {
                // a test case without an element inside has passed
            }
            case FAILED -> element(xml, "failure", s);
            case NOT_APPLICABLE -> element(xml, "skipped", s);
        }
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, ScenarioResult s) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("message", clean(s.cause()));
        xml.writeCharacters(clean(s.message()));
        xml.writeEndElement();
    }

    /** Log bytes can hold characters that XML cannot. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
