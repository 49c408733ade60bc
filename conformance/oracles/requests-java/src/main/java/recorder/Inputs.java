package recorder;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills the SDK's own types from JSON: blobs are base64, times ISO 8601 or seconds. */
final class Inputs {
    /** The SDK has no such operation or member. */
    static final class Unknown extends RuntimeException {
        Unknown(String message) {
            super(message, null, false, false);
        }
    }

    /** What the SDK's generator calls otherwise (customization.config), beside the destinations of S3's copies. */
    private static final Map<String, String> RENAMED = Map.of("NULL", "NUL");

    private Inputs() {
    }

    /** Sets the members of a builder, but the one that is a stream, which it gives back. */
    static byte[] fill(Object builder, JsonNode input, boolean streams) {
        byte[] body = null;
        List<SdkField<?>> fields = ((SdkPojo) builder).sdkFields();
        for (Map.Entry<String, JsonNode> given : input.asObject().entrySet()) {
            SdkField<?> field = named(fields, given.getKey());
            if (field == null && streams) {
                body = given.getValue().isNull() ? null : Base64.getDecoder().decode(given.getValue().asString());
            } else if (field == null) {
                throw new Unknown("no member " + given.getKey() + " in " + builder.getClass().getName());
            } else {
                field.set(builder, value(field, given.getValue()));
            }
        }
        return body;
    }

    private static SdkField<?> named(List<SdkField<?>> fields, String name) {
        for (String given : new String[] {name, RENAMED.get(name), "Destination" + name}) {
            for (SdkField<?> field : fields) {
                if (field.memberName().equals(given)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static Object value(SdkField<?> field, JsonNode v) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.DOCUMENT) {
            return document(v);
        }
        if (v.isNull()) {
            return null;
        }
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo builder = field.constructor().get();
            fill(builder, v, false);
            return ((Buildable) builder).build();
        }
        if (type == MarshallingType.LIST) {
            List<Object> list = new ArrayList<>();
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            v.asArray().forEach(item -> list.add(value(member, item)));
            return list;
        }
        if (type == MarshallingType.MAP) {
            Map<String, Object> map = new LinkedHashMap<>();
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            v.asObject().forEach((key, item) -> map.put(key, value(member, item)));
            return map;
        }
        String text = v.isNumber() ? v.asNumber() : v.isBoolean() ? String.valueOf(v.asBoolean()) : v.asString();
        if (type == MarshallingType.STRING) {
            return text;
        } else if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(text);
        } else if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        } else if (type == MarshallingType.INSTANT) {
            return instant(v, text);
        } else if (type == MarshallingType.DOUBLE) {
            return Double.valueOf(text);
        } else if (type == MarshallingType.FLOAT) {
            return Float.valueOf(text);
        }
        BigDecimal number = new BigDecimal(text);
        if (type == MarshallingType.LONG) {
            return number.longValueExact();
        } else if (type == MarshallingType.INTEGER) {
            return number.intValueExact();
        } else if (type == MarshallingType.SHORT) {
            return number.shortValueExact();
        } else if (type == MarshallingType.BYTE) {
            return number.byteValueExact();
        }
        return number;
    }

    private static Instant instant(JsonNode v, String text) {
        if (!v.isNumber()) {
            return Instant.parse(text);
        }
        BigDecimal seconds = new BigDecimal(text);
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        return Instant.ofEpochSecond(whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static Document document(JsonNode v) {
        if (v.isNull()) {
            return Document.fromNull();
        } else if (v.isBoolean()) {
            return Document.fromBoolean(v.asBoolean());
        } else if (v.isNumber()) {
            return Document.fromNumber(v.asNumber());
        } else if (v.isString()) {
            return Document.fromString(v.asString());
        } else if (v.isArray()) {
            List<Document> list = new ArrayList<>();
            v.asArray().forEach(item -> list.add(document(item)));
            return Document.fromList(list);
        }
        Map<String, Document> map = new LinkedHashMap<>();
        v.asObject().forEach((key, item) -> map.put(key, document(item)));
        return Document.fromMap(map);
    }
}
