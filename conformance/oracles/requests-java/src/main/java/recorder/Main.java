package recorder;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Records what the AWS SDK for Java v2 sends: reads cases as JSON lines, calls each operation with a client that sends
 * nothing, and prints the case with the request, or with the error by which the SDK refuses it. Cases that it cannot
 * have, such as those of members that its models lack, are named on the other stream.
 *
 * <pre>mvn -q package &amp;&amp; java -jar target/requests.jar &lt; CASES.jsonl &gt; RECORDED.jsonl</pre>
 */
public final class Main {
    public static void main(String[] args) throws Exception {
        System.setProperty("aws.configFile", "/dev/null");
        System.setProperty("aws.sharedCredentialsFile", "/dev/null");
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.maxAttempts", "2");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode kase = JsonNode.parser().parse(line);
            try {
                if (args.length > 0 && args[0].equals("errors")) {
                    errors(kase);
                    continue;
                }
                Map<String, Object> expect = kase.field("presign").isPresent() ? new Presigning(kase).record() : new Calling(kase).record();
                JsonWriter out = JsonWriter.create();
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> field : kase.asObject().entrySet()) {
                    if (field.getKey().equals("expect") || expect.containsKey("time") && field.getKey().equals("time")) {
                        continue;
                    }
                    out.writeFieldName(field.getKey());
                    write(out, field.getValue());
                }
                if (expect.containsKey("time")) {
                    out.writeFieldName("time");
                    out.writeValue((String) expect.remove("time"));
                }
                out.writeFieldName("expect");
                write(out, expect);
                out.writeEndObject();
                System.out.write((new String(out.getBytes(), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (Inputs.Unknown e) {
                System.err.println(e.getMessage());
            }
        }
        System.out.flush();
        System.exit(0);
    }

    /** Writes the case of an error with this SDK's answer beside those of others. */
    private static void errors(JsonNode kase) throws Exception {
        Map<String, Object> answers = new TreeMap<>();
        for (String mode : List.of("legacy", "standard")) {
            System.setProperty("aws.retryMode", mode);
            answers.put("java-v2 " + mode, new Failing(kase).answer());
        }
        JsonWriter out = JsonWriter.create();
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> field : kase.asObject().entrySet()) {
            if (!field.getKey().equals("answers")) {
                out.writeFieldName(field.getKey());
                write(out, field.getValue());
            }
        }
        out.writeFieldName("answers");
        out.writeStartObject();
        kase.field("answers").ifPresent(others -> others.asObject().forEach((sdk, said) -> {
            if (!answers.containsKey(sdk)) {
                out.writeFieldName(sdk);
                write(out, said);
            }
        }));
        answers.forEach((sdk, said) -> {
            out.writeFieldName(sdk);
            write(out, (Map<?, ?>) said);
        });
        out.writeEndObject();
        out.writeEndObject();
        System.out.write((new String(out.getBytes(), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(JsonWriter out, Map<?, ?> fields) {
        out.writeStartObject();
        fields.forEach((name, value) -> {
            out.writeFieldName((String) name);
            if (value == null) {
                out.writeNull();
            } else if (value instanceof Map<?, ?> map) {
                write(out, new TreeMap<>(map));
            } else if (value instanceof Integer number) {
                out.writeValue(number);
            } else {
                out.writeValue((String) value);
            }
        });
        out.writeEndObject();
    }

    private static void write(JsonWriter out, JsonNode node) {
        if (node.isObject()) {
            out.writeStartObject();
            node.asObject().forEach((name, value) -> {
                out.writeFieldName(name);
                write(out, value);
            });
            out.writeEndObject();
        } else if (node.isArray()) {
            out.writeStartArray();
            node.asArray().forEach(item -> write(out, item));
            out.writeEndArray();
        } else if (node.isNumber()) {
            out.writeNumber(node.asNumber());
        } else if (node.isBoolean()) {
            out.writeValue(node.asBoolean());
        } else if (node.isNull()) {
            out.writeNull();
        } else {
            out.writeValue(node.asString());
        }
    }
}
