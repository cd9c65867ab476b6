package dev.plumbline.embedded.prometheus.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Appended;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/** Takes in remote write 1.0: a snappy-compressed WriteRequest. */
public final class RemoteWrite {
    private final Tsdb tsdb;

    /** Writes to a store. */
    public RemoteWrite(Tsdb tsdb) {
        this.tsdb = tsdb;
    }

    private record Point(double value, long time) {}

    private record Written(Labels labels, List<Point> samples, List<Exemplar> exemplars, List<Long> histograms) {}

    /** Answers a request: 204, or 400 with the first sample that was not stored. */
    public Response handle(Request request) {
        String type = request.header("content-type").orElse("application/x-protobuf");
        if (type.contains("io.prometheus.write.v2")) {
            return Response.text(415, "not supported by the stand-in: remote write 2.0\n");
        }
        if (!type.startsWith("application/x-protobuf")) {
            return Response.text(
                    415, "expected application/x-protobuf as the first (media) part, got " + type + " content-type\n");
        }
        List<Written> series;
        try {
            series = parse(Snappy.uncompress(request.body()));
        } catch (IOException e) {
            return Response.text(400, e.getMessage() + "\n");
        }
        String problem = "";
        for (Written s : series) {
            String found = store(s);
            problem = problem.isEmpty() ? found : problem;
        }
        return problem.isEmpty() ? Response.empty(204) : Response.text(400, problem + "\n");
    }

    private String store(Written s) {
        if (s.labels().name().isEmpty()) {
            return "invalid metric name or labels, got labels " + s.labels();
        }
        String problem = "";
        for (Point p : s.samples()) {
            Appended appended = tsdb.append(s.labels(), p.time(), p.value());
            if (appended != Appended.STORED && problem.isEmpty()) {
                problem = appended.message() + " for series " + s.labels();
            }
        }
        s.histograms().forEach(time -> tsdb.appendHistogram(s.labels(), time));
        s.exemplars().forEach(e -> tsdb.exemplars().add(s.labels(), e));
        return problem;
    }

    private static List<Written> parse(byte[] bytes) throws IOException {
        List<Written> series = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                series.add(series(CodedInputStream.newInstance(in.readByteArray())));
            } else {
                in.skipField(tag);
            }
        }
        return series;
    }

    private static Written series(CodedInputStream in) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        List<Point> samples = new ArrayList<>();
        List<Exemplar> exemplars = new ArrayList<>();
        List<Long> histograms = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> label(CodedInputStream.newInstance(in.readByteArray()), labels);
                case 2 -> {
                    Exemplar e = valued(CodedInputStream.newInstance(in.readByteArray()), 1, 2);
                    samples.add(new Point(e.value(), e.time()));
                }
                case 3 -> exemplars.add(valued(CodedInputStream.newInstance(in.readByteArray()), 2, 3));
                case 4 ->
                    histograms.add(valued(CodedInputStream.newInstance(in.readByteArray()), -1, 15)
                            .time());
                default -> in.skipField(tag);
            }
        }
        return new Written(Labels.of(labels), samples, exemplars, histograms);
    }

    private static void label(CodedInputStream in, Map<String, String> labels) throws IOException {
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readString();
                case 2 -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        labels.put(name, value);
    }

    /** Reads a message with a value and a time at these fields; exemplars have labels before both. */
    private static Exemplar valued(CodedInputStream in, int valueField, int timeField) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        double value = 0;
        long time = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == valueField) {
                value = in.readDouble();
            } else if (field == timeField) {
                time = in.readInt64();
            } else if (field == 1 && valueField == 2) {
                label(CodedInputStream.newInstance(in.readByteArray()), labels);
            } else {
                in.skipField(tag);
            }
        }
        return new Exemplar(Labels.of(labels), value, time);
    }
}
