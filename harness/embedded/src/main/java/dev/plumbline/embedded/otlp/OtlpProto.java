package dev.plumbline.embedded.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.util.Locale;
import java.util.Map;

/** OTLP in protobuf: checked field by field first, so that what is wrong is said as the Collector says it. */
final class OtlpProto {
    /** Fields with ids, what an id of the wrong length is called, and their length in bytes. */
    private static final Map<String, Map.Entry<String, Integer>> IDS = Map.of(
            "trace_id", Map.entry("TraceID", 16),
            "span_id", Map.entry("SpanID", 8),
            "parent_span_id", Map.entry("SpanID", 8));

    private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final byte[] bytes;
    private int at;

    private OtlpProto(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a message.
     *
     * @throws OtlpException if the body is none
     */
    static void merge(byte[] body, Message.Builder into) {
        new OtlpProto(body).check(into.getDescriptorForType(), body.length);
        try {
            into.mergeFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new OtlpException("proto: " + e.getMessage());
        }
    }

    private void check(Descriptor type, int end) {
        while (at < end) {
            long tag = varint(end);
            int number = (int) (tag >>> 3);
            int wire = (int) (tag & 7);
            if (number <= 0) {
                throw new OtlpException("proto: Link: illegal field=%d (tag=%s, pos=%d)"
                        .formatted(number, Long.toUnsignedString(tag), at));
            }
            FieldDescriptor field = type.findFieldByNumber(number);
            if (field == null) {
                skip(wire, end);
            } else {
                known(field, wire, end);
            }
        }
    }

    private void known(FieldDescriptor field, int wire, int end) {
        int wanted = field.getLiteType().getWireType();
        if (wire != wanted && !(field.isPackable() && wire == LENGTH)) {
            throw new OtlpException("proto: wrong wireType = " + wire + " for field " + goName(field));
        }
        if (wire != LENGTH) {
            skip(wire, end);
            return;
        }
        int to = length(end);
        Map.Entry<String, Integer> id = IDS.get(field.getName());
        if (id != null && to != at && to - at != id.getValue()) {
            throw new OtlpException("unmarshal: invalid " + id.getKey() + " length");
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            check(field.getMessageType(), to);
        }
        at = to;
    }

    private static String goName(FieldDescriptor field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.getName().split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private void skip(int wire, int end) {
        int depth = 0;
        for (int type = wire; at < end; type = (int) (varint(end) & 7)) {
            switch (type) {
                case WireFormat.WIRETYPE_VARINT -> varint(end);
                case WireFormat.WIRETYPE_FIXED64 -> move(8, end);
                case WireFormat.WIRETYPE_FIXED32 -> move(4, end);
                case LENGTH -> at = length(end);
                case WireFormat.WIRETYPE_START_GROUP -> depth++;
                case WireFormat.WIRETYPE_END_GROUP -> {
                    if (--depth < 0) {
                        throw new OtlpException("proto: unexpected end of group");
                    }
                }
                default -> throw new OtlpException("proto: illegal wireType " + type);
            }
            boolean group = type == WireFormat.WIRETYPE_START_GROUP || type == WireFormat.WIRETYPE_END_GROUP;
            if (!group || depth == 0) {
                return; // a value ends what is skipped, even within a group
            }
        }
        throw cut();
    }

    private void move(long count, int end) {
        if (count > end - at) {
            throw cut();
        }
        at += (int) count;
    }

    private int length(int end) {
        long length = varint(end);
        if (length < 0) {
            throw new OtlpException("proto: negative length found during unmarshaling");
        }
        if (length > end - at) {
            throw cut();
        }
        return at + (int) length;
    }

    private long varint(int end) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw cut();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new OtlpException("proto: integer overflow");
    }

    private static OtlpException cut() {
        return new OtlpException("unexpected EOF");
    }
}
