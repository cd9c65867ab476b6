package dev.plumbline.embedded.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * OTLP's JSON: protobuf's, but that ids of traces and spans are hexadecimal, unknown fields are passed over, and null
 * stands for nothing.
 */
final class OtlpJson {
    /** Fields with ids, and their length in bytes. */
    private static final Map<String, Integer> IDS = Map.of("trace_id", 16, "span_id", 8, "parent_span_id", 8);

    private final JsonReader in;

    private OtlpJson(JsonReader in) {
        this.in = in;
    }

    /**
     * Reads a message.
     *
     * @throws OtlpException if the body is none
     */
    static void merge(byte[] body, Message.Builder into) {
        JsonReader in = new JsonReader(body);
        new OtlpJson(in).message(into);
        if (in.ended()) {
            throw new OtlpException("EOF");
        }
    }

    private void message(Message.Builder into) {
        for (String name = in.field(); !name.isEmpty(); name = in.field()) {
            Optional<FieldDescriptor> named = named(into.getDescriptorForType(), name);
            if (named.isEmpty()) {
                in.skip();
                continue;
            }
            FieldDescriptor field = named.get();
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (field.isRepeated()) {
                while (in.element()) {
                    into.addRepeatedField(field, message ? nested(into, field) : scalar(field));
                }
            } else if (message && field.getContainingOneof() == null) {
                message(into.getFieldBuilder(field)); // what is given twice is put together
            } else {
                into.setField(field, message ? nested(into, field) : scalar(field));
            }
        }
    }

    private static Optional<FieldDescriptor> named(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(f -> f.getJsonName().equals(name) || f.getName().equals(name))
                .findFirst();
    }

    private Message nested(Message.Builder into, FieldDescriptor field) {
        Message.Builder builder = into.newBuilderForField(field);
        message(builder);
        return builder.build();
    }

    private Object scalar(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> (int) JsonNumbers.signed(in, 32);
            case UINT32, FIXED32 -> (int) JsonNumbers.unsigned(in, 32);
            case INT64, SINT64, SFIXED64 -> JsonNumbers.signed(in, 64);
            case UINT64, FIXED64 -> JsonNumbers.unsigned(in, 64);
            case DOUBLE -> JsonNumbers.decimal(in);
            case FLOAT -> (float) JsonNumbers.decimal(in);
            case BOOL -> in.bool();
            case STRING -> in.string();
            case ENUM -> choice(field.getEnumType());
            case BYTES -> bytes(IDS.getOrDefault(field.getName(), 0));
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field + " is no single value");
        };
    }

    private EnumValueDescriptor choice(EnumDescriptor type) {
        if (JsonNumbers.kind(in, "ReadEnumValue") == '0') {
            return type.findValueByNumberCreatingIfUnknown((int) JsonNumbers.signed(in, 32));
        }
        EnumValueDescriptor value = type.findValueByName(in.string());
        if (value == null) {
            throw in.error("ReadEnumValue", "unknown string value");
        }
        return value;
    }

    private ByteString bytes(int idLength) {
        return idLength == 0 ? base64() : id(idLength);
    }

    private ByteString id(int length) {
        String hex = in.raw();
        if (hex.isEmpty()) {
            return ByteString.EMPTY;
        }
        if (hex.length() / 2 != length) {
            throw in.error("ID.UnmarshalJSONIter", "length mismatch");
        }
        for (int i = 0; i < hex.length(); i++) {
            if (Character.digit(hex.charAt(i), 16) < 0) {
                String odd = hex.charAt(i) < 0x80 ? "'" + hex.charAt(i) + "'" : "";
                throw in.error(
                        "ID.UnmarshalJSONIter",
                        "encoding/hex: invalid byte: U+%04X %s".formatted((int) hex.charAt(i), odd));
            }
        }
        if (hex.length() % 2 != 0) {
            throw in.error("ID.UnmarshalJSONIter", "encoding/hex: odd length hex string");
        }
        byte[] id = HexFormat.of().parseHex(hex);
        for (byte b : id) {
            if (b != 0) {
                return ByteString.copyFrom(id);
            }
        }
        return ByteString.EMPTY;
    }

    private ByteString base64() {
        String text = in.raw().replaceAll("[\r\n]", "");
        try {
            if (text.length() % 4 == 0) {
                return ByteString.copyFrom(Base64.getDecoder().decode(text));
            }
        } catch (IllegalArgumentException e) {
            // said below where the first wrong character is
        }
        int valid = 0;
        while (valid < text.length()
                && "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(text.charAt(valid))
                        >= 0) {
            valid++;
        }
        int at = valid < text.length() ? valid : text.length() / 4 * 4;
        throw in.error("base64.Decode", "illegal base64 data at input byte " + at);
    }
}
